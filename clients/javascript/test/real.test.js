/** A talk with a real server: `PARLEY_TEST_SERVER=localhost:7070`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, connect } from '../src/node.js';

const address = process.env.PARLEY_TEST_SERVER;
const tag = Math.random().toString(36).slice(2, 8).replaceAll(/\d/g, 'x');

test('a talk, and going on where one was', { skip: !address && 'PARLEY_TEST_SERVER is not set' }, async () => {
  const ann = connect({ addresses: address, nick: `ann-${tag}` });
  const bob = connect({ addresses: address, nick: `bob-${tag}` });
  const heard = bob[Symbol.asyncIterator]();
  const next = async (text) => {
    for (;;) {
      const { value } = await heard.next();
      if (value.text === text) {
        return value;
      }
    }
  };
  const connected = await heard.next();
  assert.equal(connected.value.type, 'connected');
  await bob.ping();
  const time = await ann.pub('Hello: 你好  🚀', { key: `k-${tag}` });
  const said = await next('Hello: 你好  🚀');
  assert.deepEqual(said, { type: 'message', kind: 'lobby', time, nick: ann.nick, text: said.text, mine: false });
  assert.equal(await ann.pub('something else', { key: `k-${tag}` }), time);
  const users = await ann.users();
  assert.ok(users.includes(ann.nick) && users.includes(bob.nick), `${users}`);
  assert.ok((await ann.history(100)).some((message) => message.time === time));
  await ann.to(bob.nick.toUpperCase(), 'psst');
  assert.equal((await next('psst')).kind, 'whisper');
  await assert.rejects(ann.to(`nobody-${tag}`, 'psst'), (error) => error instanceof Refused && error.code === 'no-such-user');
  const position = bob.mark();
  assert.equal(position, time);
  await bob.close();
  const times = [await ann.pub('one'), await ann.pub('two')];
  const later = connect({ addresses: address, nick: `bob-${tag}`, since: position });
  const missed = [];
  for await (const event of later) {
    if (event.type === 'message' && event.nick === ann.nick) {
      missed.push(event.time);
    }
    if (missed.length === times.length) {
      break;
    }
  }
  assert.deepEqual(missed, times);
  await Promise.all([ann.close(), later.close()]);
});
