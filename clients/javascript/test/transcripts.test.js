/** Plays the transcripts, with this test as the server. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Bye, InvalidArgument, Refused, Session, parse } from '../src/node.js';
import { settle, wire } from './wire.js';

const VECTORS = new URL('../../../protocol/vectors/', import.meta.url);
const STATUS = /^(OK|ERR|BYE)( |$)/;

let played = 0;
for (const file of readdirSync(VECTORS).filter((name) => name.endsWith('.txt'))) {
  for (const rest of ['', 'some: text']) {
    for (const [client, steps] of clients(file, rest)) {
      if (isPlayable(steps)) {
        played++;
        test(`${file}: ${client}, ${rest || 'nothing'} for the rest`, () => play(steps));
      }
    }
  }
}

test('most of them are talks that a client has', () => assert.ok(played > 60, `${played}`));

/** Each client's own steps, with the placeholders filled in. */
function clients(file, rest) {
  const times = new Map();
  let count = 0;
  const fill = (text) =>
    text
      .replace(/\{time(?::(\w+))?\}/g, (_, name) => {
        const time = (name && times.get(name)) || `2026-11-23T10:01:02.${String(++count).padStart(6, '0')}Z`;
        times.set(name, time);
        return time;
      })
      .replaceAll('{n}', '7')
      .replace(/ ?\{any\}$/, rest && ` ${rest}`);
  const found = new Map();
  for (const line of readFileSync(new URL(file, VECTORS), 'utf8').split('\n')) {
    const [, client, operator, text = ''] = /^(?!direct|option)([a-z]+) (>>|>\||>|<<|<\||<\*|<)(?: (.*))?$/.exec(line) ?? [];
    if (client) {
      const steps = found.get(client) ?? found.set(client, []).get(client);
      steps.push([operator.replace('*', ''), /^(>|<\*?)$/.test(operator) ? fill(text) : text]);
    }
  }
  return found;
}

/** Lines only, from the greeting on, each answered before the next is sent. */
function isPlayable(steps) {
  return /^<(><+)*(<\|)?$/.test(steps.map(([operator]) => operator).join('')) && steps[0][1].startsWith('OK');
}

async function play(steps) {
  const server = wire();
  const items = [];
  const session = new Session(server, 'here', { receive: (item) => items.push(item) });
  await settle();
  server.last.say(steps[0][1]);
  await session.greeting;
  let wantsText = false;
  for (let at = 1; at < steps.length && steps[at][0] === '>'; ) {
    const line = steps[at][1];
    const lines = [];
    for (at++; at < steps.length && steps[at][0] === '<'; at++) {
      lines.push(steps[at][1]);
    }
    // The library whispers in one line only, and has no call for what is no command at all.
    if (wantsText || !line.trim() || /^\s*to(\s+\S*)?\s*$/i.test(line)) {
      wantsText = !wantsText && /^to \S/i.test(line) && lines[0] === 'OK';
      lines.filter((each) => !STATUS.test(each)).forEach((each) => server.last.say(each));
      continue;
    }
    const status = lines.find((each) => STATUS.test(each));
    const call = session.nick === undefined ? login(session, line) : ask(session, line);
    call.catch(() => {});
    await settle();
    if (server.last.sent.splice(0).join() !== line) {
      await assert.rejects(call, InvalidArgument); // the library refuses what the server would
      assert.ok(status.startsWith('ERR '), status);
      continue;
    }
    server.last.say(...lines);
    await compare(call, parse(status), lines, items.splice(0));
  }
  session.close();
}

function login(session, line) {
  const [, nick = line, token] = /^(\S+) (\S+)$/.exec(line) ?? [];
  return session.login(nick, token);
}

function ask(session, line) {
  const [, verb, rest] = /^(\S+) ?(.*)$/s.exec(line);
  if (/^(pull|users|ping|mark|token|downline|live)$/.test(line)) {
    return session[line]();
  }
  if (rest && /^(pub|since)$/.test(verb)) {
    return session[verb](rest);
  }
  return session.command(line);
}

async function compare(call, status, lines, items) {
  const [outcome] = await Promise.allSettled([call]);
  if (status.word === 'OK') {
    assert.equal(outcome.status, 'fulfilled', outcome.reason);
    const { list } = outcome.value ?? {};
    if (list) {
      assert.equal(outcome.value.text, status.text);
      assert.deepEqual(list, lines.filter((each) => /^(USER|HELP)/.test(each)).map((each) => parse(each).text));
    }
  } else {
    assert.ok(outcome.reason instanceof (status.word === 'ERR' ? Refused : Bye), outcome.reason);
    assert.deepEqual([outcome.reason.code, outcome.reason.text], [status.code, status.text]);
  }
  const messages = lines.map(parse).filter(({ word }) => /^(LOBBY|WHISPER|NOTICE|MISSED)$/.test(word));
  assert.deepEqual(
    items.map(({ type, kind = type, count, time, nick, text }) => ({ kind, count, time, nick, text })),
    messages.map(({ word, count, time, nick, text }) => ({ kind: word.toLowerCase(), count, time, nick, text })),
  );
}
