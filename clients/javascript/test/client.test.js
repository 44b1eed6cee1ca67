import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import tls from 'node:tls';
import { Bye, ConnectionLost, InvalidArgument, Refused, Timeout, connect } from '../src/node.js';
import { inTime, leave, lobby, scripted, served, time } from './scripted.js';

/** Comes back quickly. */
const QUICK = { first: 1, longest: 2 };

const TOKEN = 'token-of-ann-0123456789';

/** A client of a scripted server; `expect` takes what it gives out until there is an event like this. */
async function chatting(scripts, options = {}) {
  const server = await scripted(...scripts);
  const chat = connect({ addresses: server.address, nick: 'ann', retry: QUICK, ...options });
  const events = chat[Symbol.asyncIterator]();
  const texts = [];
  const expect = async (type, text) => {
    for (;;) {
      const { value, done } = await inTime(events.next(), `${type} ${text ?? ''}`);
      assert.ok(!done, `there is no ${type} ${text ?? ''}`);
      if (value.type === 'message' || value.type === 'missed') {
        texts.push(value.text ?? `missed ${value.count}`);
      }
      if (value.type === type && (text === undefined || value.text === text)) {
        return value;
      }
    }
  };
  return { server, chat, expect, texts, events };
}

test('a talk', async () => {
  const script = async (peer) => {
    await peer.enter('ann');
    await peer.hear('users', 'history 2', 'search old', 'to bob psst', 'ping');
    peer.say('USER ann', 'OK 1', lobby(1, 'a'), lobby(2, 'b'), 'OK 2', lobby(1, 'a'), 'OK 1', 'OK', 'OK pong');
    const said = await peer.line();
    assert.match(said, /^once [A-Za-z0-9._-]{1,64} {3}Hello: all$/);
    peer.say(`LOBBY ${time(3)} ann:   Hello: all`, `OK ${time(3)}`);
    assert.match(await peer.line(), /^once my-key again$/);
    peer.say(`OK ${time(4)}`, `LOBBY ${time(4)} ann: again`, `WHISPER ${time(5)} bob: hi`, `NOTICE ${time(5)} Administrator: x`);
    await peer.goodbye();
  };
  const { server, chat, expect } = await chatting([script]);
  assert.equal(chat.nick, undefined);
  assert.deepEqual(await expect('connected'), { type: 'connected', nick: 'ann', address: server.address });
  const answers = [chat.users(), chat.history(2), chat.search('old'), chat.to('bob', 'psst'), chat.ping()];
  const [users, history, found] = await Promise.all(answers);
  assert.deepEqual(users, ['ann']);
  assert.deepEqual(history.map(({ text }) => text), ['a', 'b']);
  assert.deepEqual(found, [{ type: 'message', kind: 'lobby', time: time(1), nick: 'bob', text: 'a' }]);
  assert.equal(chat.mark(), time(0));
  assert.equal(await chat.pub('  Hello: all'), time(3));
  const own = { type: 'message', kind: 'lobby', time: time(3), nick: 'ann', text: '  Hello: all', mine: true };
  assert.deepEqual(await expect('message'), own);
  assert.equal(await chat.pub('again', { key: 'my-key' }), time(4));
  await expect('message', 'again');
  assert.deepEqual(await expect('message'), { type: 'message', kind: 'whisper', time: time(5), nick: 'bob', text: 'hi', mine: false });
  assert.equal(chat.mark(), time(4));
  assert.equal((await expect('message')).kind, 'notice');
  assert.equal(chat.mark(), time(5));
  await leave(chat);
  assert.deepEqual(await expect('closed'), { type: 'closed', error: null });
  await server.done();
});

for (const end of ['reset', 'end']) {
  test(`no gap, no double, and said once: ${end}`, async () => {
    let key;
    const first = async (peer) => {
      await peer.enter('ann');
      peer.say(lobby(1, 'one'), lobby(2, 'two'));
      [, key] = (await peer.line()).split(' ');
      peer.socket.write(`OK ${time(3)}\r\nLOBBY 2026-`);
      const [, second] = (await peer.line()).split(' ');
      assert.notEqual(second, key);
      key = second;
      peer[end]();
    };
    const broken = async (peer) => {
      await peer.welcome(`ann ${TOKEN}`);
      await peer.hear(`since ${time(2)}`, 'token');
      peer.socket.write(`${lobby(4, 'bye now')}\r\n${lobby(5, 'cut')}`);
      peer[end]();
    };
    const again = async (peer) => {
      await peer.enter(`ann ${TOKEN}`, { since: time(end === 'end' ? 4 : 2), answer: ['MISSED 1', lobby(5, 'five')] });
      await peer.hear(`once ${key} B`);
      peer.say(lobby(7, 'seven'), `OK ${time(6)}`);
      await peer.goodbye();
    };
    // What was read before a reset may be lost with it, so the script can't tell how far the client came.
    const scripts = end === 'end' ? [first, broken, again] : [first, again];
    const { server, chat, expect, texts } = await chatting(scripts);
    await expect('message', 'two');
    assert.equal(await chat.pub('A'), time(3));
    const b = chat.pub('B');
    await expect('message', 'seven');
    assert.equal(await b, time(6));
    const between = end === 'end' ? ['bye now'] : [];
    assert.deepEqual(texts, ['one', 'two', ...between, 'missed 1', 'five', 'seven']);
    await leave(chat);
    await server.done();
  });
}

test('since is asked again behind what came before it was unavailable', async () => {
  const { server, chat, expect, texts } = await chatting(
    [
      async (peer) => {
        await peer.welcome('ann');
        await peer.hear(`since ${time(1)}`, 'token');
        peer.say(lobby(2, 'two'), 'ERR unavailable Later.', `OK ${TOKEN}`);
        await peer.hear(`since ${time(2)}`);
        peer.say('MISSED ?', lobby(3, 'three'), 'OK 1');
        await peer.hear('live');
        peer.say('ERR unavailable Later.');
        await peer.hear('live');
        peer.say('OK', lobby(4, 'four'));
        await peer.goodbye();
      },
    ],
    { since: time(1) },
  );
  await expect('message', 'four');
  assert.deepEqual(texts, ['two', 'missed null', 'three', 'four']);
  assert.equal(chat.mark(), time(4));
  await leave(chat);
  await server.done();
});

test('another name when it is taken, and the first again when the one that was held is lost', async () => {
  const taken = [];
  const { server, chat, expect } = await chatting(
    [
      async (peer) => {
        peer.say('OK parley/1 Welcome.');
        await peer.hear('ann');
        peer.say('ERR unavailable Later.');
        await peer.hear('ann');
        peer.say('ERR nick-taken Taken.');
        await peer.hear('ann-1');
        peer.say('OK Welcome ann-1!');
        await peer.hear('mark', 'token');
        peer.say(`OK ${time(0)}`, `OK ${TOKEN}`);
        await peer.hear('live');
        peer.say('OK', lobby(1, 'mine', 'ann-1'), lobby(2, 'not mine', 'ann'));
        peer.end();
      },
      async (peer) => {
        peer.say('OK parley/1 Welcome.');
        await peer.hear(`ann-1 ${TOKEN}`);
        peer.say('ERR nick-taken Taken.');
        await peer.hear('ann');
        peer.say('OK Welcome ann!');
        await peer.hear(`since ${time(2)}`, 'token');
        peer.say('OK 0', 'OK another-token-0123456789');
        await peer.hear('live');
        peer.say('OK');
        peer.end();
      },
      async (peer) => {
        peer.say('OK parley/1 Welcome.');
        await peer.hear('ann another-token-0123456789');
        peer.say('ERR nick-taken Taken.');
        await peer.hear('ann-1');
        peer.say('ERR nick-taken Taken.');
        await peer.hear('ann-2');
        peer.say('ERR nick-reserved No.');
        await peer.left();
      },
    ],
    {
      chooseNick(name, attempt) {
        taken.push(name);
        return `ann-${attempt}`;
      },
    },
  );
  assert.equal((await expect('connected')).nick, 'ann-1');
  assert.equal(chat.nick, 'ann-1');
  assert.equal((await expect('message')).mine, true);
  assert.equal((await expect('message')).mine, false);
  assert.ok((await expect('disconnected')).error instanceof ConnectionLost);
  assert.equal((await expect('connected')).nick, 'ann');
  const { error } = await expect('closed');
  assert.ok(error instanceof Refused);
  assert.equal(error.code, 'nick-reserved');
  assert.deepEqual(taken, ['ann', 'ann', 'ann-1']);
  await assert.rejects(chat.users(), Refused);
  await assert.rejects(chat.pub('x'), Refused);
  await server.done();
});

test('a name that is taken is the end, where nobody chooses another', async () => {
  const refuse = async (peer) => {
    peer.say('OK parley/1');
    await peer.hear('ann');
    peer.say('ERR nick-taken Taken.');
    await peer.left();
  };
  const { server, expect } = await chatting([refuse]);
  assert.equal((await expect('closed')).error.code, 'nick-taken');
  await server.done();
});

test('a name that was held may linger, where no token gets it back', async () => {
  const { server, chat, expect } = await chatting([
    async (peer) => {
      await peer.welcome('ann');
      await peer.hear('mark', 'token');
      peer.say(`OK ${time(0)}`, 'ERR unknown-command What?');
      await peer.hear('live');
      peer.say('OK');
      peer.end();
    },
    async (peer) => {
      peer.say('OK parley/1');
      await peer.hear('ann');
      peer.say('ERR nick-taken Taken.');
      await peer.left();
    },
    async (peer) => {
      await peer.enter('ann', { since: time(0) });
      await peer.goodbye();
    },
  ]);
  await expect('connected');
  await expect('connected');
  await leave(chat);
  await server.done();
});

for (const line of ['ERR full No room.', 'ERR unavailable Later.', 'ERR rate-limited Later.', 'ERR soup Unknown.', 'OK parley/2', 'BYE soup', '']) {
  test(`comes back after ${line || 'nothing'} in the place of the greeting`, async () => {
    const { server, chat, expect } = await chatting([
      async (peer) => {
        if (line) {
          peer.say(line);
        }
        peer.end();
        await peer.left();
      },
      async (peer) => {
        await peer.enter('ann');
        await peer.goodbye();
      },
    ]);
    const { error, delay } = await expect('disconnected');
    assert.ok(error instanceof (line.startsWith('ERR') ? Refused : line.startsWith('BYE') ? Bye : ConnectionLost), error);
    assert.ok(delay > 0);
    await expect('connected');
    await leave(chat);
    await server.done();
  });
}

for (const line of ['BYE kicked Enough.', 'BYE banned No.', 'BYE replaced By you.', 'ERR banned No.']) {
  test(`comes back no more after ${line}`, async () => {
    const { server, chat, expect } = await chatting([
      async (peer) => {
        if (line.startsWith('BYE')) {
          await peer.enter('ann');
        }
        peer.say(line);
        await peer.left();
      },
    ]);
    const { error } = await expect('closed');
    assert.equal(error.code, line.split(' ')[1]);
    await assert.rejects(chat.to('bob', 'x'), error);
    await server.done();
  });
}

for (const [what, lines] of Object.entries({
  said: [`LOBBY ${time(1)} ann: a b`],
  'not said': [`LOBBY ${time(1)} ann: by another`],
  unknown: ['MISSED ?'],
})) {
  test(`an answer that is lost with the name, of what was ${what}`, async () => {
    const text = 'a\u200b b ';
    let key;
    const { server, chat, expect } = await chatting(
      [
        async (peer) => {
          await peer.enter('ann');
          key = keyOf(await peer.line(), text);
          peer.end();
        },
        async (peer) => {
          peer.say('OK parley/1');
          await peer.hear(`ann ${TOKEN}`);
          peer.say('ERR nick-taken Taken.');
          await peer.hear('bob');
          peer.say('OK Welcome bob!');
          await peer.hear(`since ${time(0)}`, 'token');
          peer.say(...lines, 'OK 1', 'OK token-of-bob-0123456789');
          await peer.hear('live');
          peer.say('OK');
          if (what === 'not said') {
            assert.equal(keyOf(await peer.line(), text), key);
            peer.say(`OK ${time(2)}`);
          }
          await peer.goodbye();
        },
      ],
      { chooseNick: () => 'bob' },
    );
    await expect('connected');
    const said = chat.pub(text);
    if (what === 'unknown') {
      await assert.rejects(said, ConnectionLost);
    } else {
      assert.equal(await said, what === 'said' ? time(1) : time(2));
      assert.equal((await expect('message')).mine, what === 'said');
    }
    await leave(chat);
    await server.done();
  });
}

/** The key of a line once that says this. */
function keyOf(line, text) {
  const [, key, said] = /^once ([A-Za-z0-9._-]{1,64}) (.*)$/.exec(line) ?? assert.fail(line);
  assert.equal(said, text);
  return key;
}

test('what is asked again, and what is not', async () => {
  const { server, chat, expect } = await chatting([
    async (peer) => {
      await peer.enter('ann');
      await peer.hear('to bob psst');
      peer.end();
    },
    async (peer) => {
      await peer.enter(`ann ${TOKEN}`, { since: time(0) });
      await peer.hear('users');
      peer.reset();
    },
    async (peer) => {
      await peer.enter(`ann ${TOKEN}`, { since: time(0) });
      await peer.hear('users');
      peer.say('USER ann', 'OK 1');
      const key = keyOf(await peer.line(), 'once');
      peer.say('ERR rate-limited Later.');
      await peer.hear(`once ${key} once`);
      peer.say('ERR unavailable Later.');
      await peer.hear(`once ${key} once`);
      peer.say(`OK ${time(1)}`);
      keyOf(await peer.line(), 'too long');
      peer.say('ERR line-too-long No.');
      await peer.hear('to bob psst');
      peer.say('ERR rate-limited Later.');
      await peer.goodbye();
    },
  ]);
  await expect('connected');
  await assert.rejects(chat.to('bob', 'psst'), ConnectionLost);
  assert.deepEqual(await chat.users(), ['ann']);
  const [once, long] = await Promise.allSettled([chat.pub('once'), chat.pub('too long')]);
  assert.equal(once.value, time(1));
  assert.equal(long.reason.code, 'line-too-long');
  await assert.rejects(chat.to('bob', 'psst'), Refused);
  await leave(chat);
  await server.done();
});

test('who only speaks is sent nothing, until somebody listens', async () => {
  const { server, chat, expect, texts } = await chatting([
    async (peer) => {
      await peer.welcome('ann');
      await peer.hear('mark', 'token');
      peer.say(`OK ${time(0)}`, `OK ${TOKEN}`);
      keyOf(await peer.line(), 'a');
      peer.say(`OK ${time(1)}`);
      peer.end();
    },
    async (peer) => {
      await peer.welcome(`ann ${TOKEN}`);
      await peer.hear('token');
      peer.say(`OK ${TOKEN}`);
      keyOf(await peer.line(), 'b');
      peer.say(`OK ${time(2)}`);
      await peer.hear(`since ${time(0)}`);
      peer.say(lobby(1, 'a', 'ann'), 'OK 1');
      await peer.hear('live');
      peer.say('OK', lobby(2, 'b', 'ann'));
      await peer.goodbye();
    },
  ]);
  assert.equal(await chat.pub('a'), time(1));
  assert.equal(await chat.pub('b'), time(2));
  await expect('message', 'b');
  assert.deepEqual(texts, ['a', 'b']);
  await leave(chat);
  await server.done();
});

test('calls end in time, and when they are told to', async () => {
  const told = new AbortController();
  const { server, chat, expect } = await chatting([
    async (peer) => {
      await peer.enter('ann');
      await peer.hear('to bob never answered');
      told.abort(new Error('enough'));
      await peer.hear('downline');
      peer.say('OK', 'OK Thank you');
      await peer.left();
    },
  ]);
  await expect('connected');
  await assert.rejects(chat.to('bob', 'never answered', { signal: told.signal }), /enough/);
  await assert.rejects(chat.users({ signal: told.signal }), /enough/);
  await assert.rejects(chat.ping({ timeout: -1 }), InvalidArgument);
  await chat.close();
  assert.equal((await expect('closed')).error, null);
  await server.done();

  const nobody = await chatting([]);
  await assert.rejects(nobody.chat.users({ timeout: 1 }), Timeout);
  await assert.rejects(nobody.chat.pub('x', { timeout: 1 }), Timeout);
  const waits = nobody.chat.pub('x');
  await nobody.chat.close();
  await assert.rejects(waits, ConnectionLost);
  await nobody.server.done();
});

test('nothing is sent of what is wrong', async () => {
  assert.throws(() => connect({ addresses: [], nick: 'ann' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'localhost', nick: 'ann' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'http://localhost:1', nick: 'ann' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'localhost:70000', nick: 'ann' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'localhost:7070', nick: 'a b' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'localhost:7070', nick: 'ann', since: 'now' }), InvalidArgument);
  assert.throws(() => connect({ addresses: 'localhost:7070', nick: 'ann', retry: { first: 0 } }), InvalidArgument);
  const script = async (peer) => {
    await peer.enter('ann');
    await peer.goodbye();
  };
  const { server, chat, expect } = await chatting([script]);
  await expect('connected');
  await assert.rejects(chat.pub('a\nb'), InvalidArgument);
  await assert.rejects(chat.pub('x', { key: 'a b' }), InvalidArgument);
  await assert.rejects(chat.to('\u3000', 'x'), InvalidArgument);
  await assert.rejects(chat.history(0), InvalidArgument);
  await assert.rejects(chat.search(' '), InvalidArgument);
  await leave(chat);
  await server.done();
});

test('addresses are tried in turn', async () => {
  const first = await scripted(async (peer) => {
    await peer.enter('ann');
    peer.end();
  });
  const second = await scripted(async (peer) => {
    await peer.enter(`ann ${TOKEN}`, { since: time(0) });
    await peer.goodbye();
  });
  const chat = connect({ addresses: [first.address, second.address], nick: 'ann', retry: QUICK });
  const connected = [];
  for await (const event of chat) {
    if (event.type === 'connected' && connected.push(event.address) === 2) {
      break;
    }
  }
  assert.deepEqual(connected, [first.address, second.address]);
  await leave(chat);
  await Promise.all([first.done(), second.done()]);
});

test('a call that waits is not stopped by what nobody takes', async () => {
  const count = 50;
  const { server, chat, expect } = await chatting([
    async (peer) => {
      await peer.enter('ann');
      for (let n = 1; n <= count; n++) {
        peer.say(lobby(n, 'x'.repeat(100_000)));
      }
      keyOf(await peer.line(), 'said meanwhile');
      peer.say(`OK ${time(count + 1)}`);
      await peer.goodbye();
    },
  ]);
  await expect('connected');
  assert.equal(await chat.pub('said meanwhile'), time(count + 1));
  for (let n = 1; n <= count; n++) {
    assert.equal((await expect('message')).time, time(n));
  }
  await leave(chat);
  await server.done();
});

test('over TLS', async () => {
  const [key, cert] = ['localhost.key', 'localhost.crt'].map((name) => readFileSync(new URL(name, import.meta.url)));
  const over = async (peer) => {
    await peer.enter('ann');
    peer.say(lobby(1, 'gr\u00fc\u00dfe'));
    await peer.goodbye();
  };
  const server = await served((listener) => tls.createServer({ key, cert }, listener), over, over);
  const strange = connect({ addresses: `tls://${server.address}`, nick: 'ann', retry: QUICK });
  for await (const event of strange) {
    assert.ok(event.type === 'disconnected' && /certificate/.test(event.error.message), `${event.type} ${event.error}`);
    break;
  }
  await strange.close();
  for (const address of [server.address, `tls://${server.address}`]) {
    const chat = connect({ addresses: address, nick: 'ann', tls: { ca: cert }, retry: QUICK });
    for await (const event of chat) {
      if (event.type === 'message') {
        assert.equal(event.text, 'gr\u00fc\u00dfe');
        break;
      }
    }
    await leave(chat);
  }
  await server.done();
});
