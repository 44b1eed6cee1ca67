import { afterEach } from 'node:test';

/** A server without sockets, whose lines come and go at once: for what is about order, and not about bytes. */
export function wire() {
  const connections = [];
  return {
    connections,
    get last() {
      return connections[connections.length - 1];
    },
    check() {},
    dial(address, receiver) {
      const connection = {
        address,
        sent: [],
        paused: false,
        closed: false,
        say: (...lines) => lines.forEach((line) => receiver.line(line)),
        cut: () => receiver.ended(new Error('cut')),
        /** Until the client has sent so many lines. */
        async sends(count) {
          while (connection.sent.length < count) {
            await new Promise((resolve) => (connection.tell = resolve));
          }
        },
        tell() {},
      };
      connections.push(connection);
      queueMicrotask(receiver.opened);
      return {
        send(line) {
          connection.sent.push(line);
          connection.tell();
        },
        pause: () => (connection.paused = true),
        resume: () => (connection.paused = false),
        close: () => (connection.closed = true),
      };
    },
  };
}

/** Lets everything happen that needs no time. */
export async function settle() {
  await new Promise((resolve) => setImmediate(resolve));
}

const sessions = [];
afterEach(() => sessions.splice(0).forEach((session) => session.close()));

/** A session that is logged in as ann, until the test ends. */
export async function loggedIn(Session, options) {
  const server = wire();
  const session = new Session(server, 'here', options);
  sessions.push(session);
  await settle();
  server.last.say('OK parley/1 Welcome.');
  await session.greeting;
  const login = session.login('ann');
  await settle();
  server.last.say('OK Welcome ann! Type help for the commands.');
  await login;
  server.last.sent.length = 0;
  return { session, connection: server.last };
}
