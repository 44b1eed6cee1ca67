import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bye, ConnectionLost, InvalidArgument, Refused, Session, Timeout } from '../src/node.js';
import { lobby, time } from './scripted.js';
import { loggedIn, settle, wire } from './wire.js';

const whisper = (n, text) => `WHISPER ${time(n)} bob: ${text}`;

/** A session that is logged in, and what it received. */
async function received() {
  const items = [];
  const talk = await loggedIn(Session, { receive: (item) => items.push(item.text ?? item.type) });
  return { ...talk, items };
}

test('what comes by itself is no part of an answer', async () => {
  const { session, connection, items } = await received();
  const history = session.history(2);
  connection.say(lobby(5, 'pushed'), 'MISSED 3', whisper(6, 'psst'), lobby(3, 'old'), lobby(4, 'older'), 'OK 2');
  assert.deepEqual((await history).map(({ text }) => text), ['old', 'older']);
  const users = session.users();
  connection.say(lobby(7, 'between'), 'USER ann', 'USER bob', 'OK 2');
  assert.deepEqual(await users, ['ann', 'bob']);
  assert.deepEqual(items, ['pushed', 'missed', 'psst', 'between']);
});

test('what came before a refusal is kept', async () => {
  const { session, connection, items } = await received();
  connection.say(lobby(2, 'first'));
  const history = session.history(9);
  connection.say(lobby(1, 'old'), lobby(3, 'pushed'), whisper(4, 'psst'), 'ERR unavailable Later.');
  await assert.rejects(history, (error) => error instanceof Refused && error.code === 'unavailable');
  assert.deepEqual(items, ['first', 'pushed', 'psst']);
});

test('of what came before an end only whispers are kept: since brings the rest', async () => {
  const { session, connection, items } = await received();
  const search = session.search('words');
  connection.say(lobby(1, 'old'), whisper(2, 'psst'), 'BYE shutdown Back soon.');
  await assert.rejects(search, (error) => error instanceof Bye && error.code === 'shutdown');
  assert.ok((await session.ended) instanceof Bye);
  assert.ok(connection.closed);
  assert.deepEqual(items, ['psst']);
});

test('answers are in the order of the commands, and unknown words are skipped', async () => {
  const { session, connection, items } = await received();
  const all = [session.pub('a'), session.to('bob', 'b'), session.ping(), session.mark(), session.token()];
  assert.deepEqual(connection.sent, ['pub a', 'to bob b', 'ping', 'mark', 'token']);
  connection.say('TYPING bob', `OK ${time(1)}`, 'ERR no-such-user Nobody.', 'OK pong', '', `OK ${time(2)}`, 'OK secret');
  const [pub, to, ping, mark, token] = await Promise.allSettled(all);
  assert.equal(pub.value, time(1));
  assert.equal(to.reason.code, 'no-such-user');
  assert.equal(ping.status, 'fulfilled');
  assert.deepEqual([mark.value, token.value], [time(2), 'secret']);
  assert.deepEqual(items, []);
});

test('nothing is sent of what is no line', async () => {
  const { session, connection } = await received();
  for (const call of [session.pub('a\nb'), session.to('\u3000', 'x'), session.command(' '), session.history(0)]) {
    await assert.rejects(call, InvalidArgument);
  }
  assert.deepEqual(connection.sent, []);
});

test('an answer that is late ends the connection, and who waits behind it is told', async () => {
  const { session, connection } = await loggedIn(Session, { timeout: 1 });
  const [ping, users] = [session.ping(), session.users()];
  await assert.rejects(ping, Timeout);
  await assert.rejects(users, ConnectionLost);
  assert.ok((await session.ended) instanceof Timeout);
  assert.ok(connection.closed);
  await assert.rejects(session.ping(), ConnectionLost);
});

test('a connection or a greeting that does not come is late', async () => {
  const session = new Session({ ...wire(), dial: () => wire().dial('', { opened() {} }) }, 'here', { timeout: 1 });
  await assert.rejects(session.greeting, /no connection/);
  const silent = new Session(wire(), 'here', { timeout: 1 });
  await assert.rejects(silent.greeting, /no answer/);
});

test('who hears nothing asks, and takes no answer for the end', async () => {
  const { session, connection } = await loggedIn(Session, { silence: 1, timeout: 1 });
  await connection.sends(1);
  connection.say('OK pong');
  await connection.sends(2);
  assert.deepEqual(connection.sent, ['ping', 'ping']);
  assert.ok((await session.ended) instanceof Timeout);
});

test('nothing is late while nothing is read', async () => {
  const { session, connection } = await loggedIn(Session, { timeout: 1, receive() {} });
  session.pause();
  assert.ok(connection.paused);
  const since = session.since(time(1));
  const { session: other } = await loggedIn(Session, { timeout: 1 });
  await assert.rejects(other.since(time(1)), Timeout);
  session.resume();
  connection.say('OK 0');
  assert.equal(await since, 0);
  session.close();
});

test('reading stops when nobody takes what comes, unless an answer is waited for', async () => {
  const { session, connection } = await loggedIn(Session);
  let said = 0;
  const fill = () => connection.say(lobby(said++, 'x'.repeat(100_000)));
  while (!connection.paused) {
    assert.ok(said < 100, 'reading goes on');
    fill();
  }
  const ping = session.ping();
  assert.ok(!connection.paused);
  fill();
  connection.say('OK pong');
  await ping;
  assert.ok(connection.paused);
  let taken = 0;
  for await (const { text } of session) {
    assert.equal(text.length, 100_000);
    if (!connection.paused) {
      taken++;
      break;
    }
    taken++;
  }
  assert.ok(taken > 3 && taken < said, `${taken} of ${said}`);
  session.close();
  for await (const { time: at } of session) {
    assert.equal(at, time(taken++));
  }
  assert.equal(taken, said);
});

test('leaving', async () => {
  const { session, connection } = await received();
  const leaving = session.downline();
  connection.say('OK Thank you');
  await leaving;
  assert.equal(await session.ended, null);
  assert.ok(connection.closed);
});

for (const [welcome, nick] of [
  ['Welcome ann! Type help.', 'ann'],
  ['Welcome back ann! Type help.', 'ann'],
  ['Welcome back! Type help.', 'back'],
  ['Welcome back back!', 'back'],
  ['Hello.', 'asked'],
]) {
  test(`the name in ${welcome}`, async () => {
    const server = wire();
    const session = new Session(server, 'here');
    await settle();
    server.last.say('OK parley/1');
    await session.greeting;
    const login = session.login('asked', 'a-token-0123456789');
    await settle();
    assert.deepEqual(server.last.sent, ['asked a-token-0123456789']);
    server.last.say(`OK ${welcome}`);
    assert.equal(await login, nick);
    session.close();
  });
}
