/** A server that follows a script, on a real socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';

/** Milliseconds after which a test that waits for the other side has failed; never reached by one that passes. */
const PATIENCE = 20_000;

/** What the other side is expected to bring about. */
export async function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`no ${what}`)), PATIENCE)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** One connection of a client's, as a script sees it. */
export class Peer {
  #received = '';
  #ended = false;
  #changed = () => {};

  constructor(socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      this.#received += text;
      this.#changed();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#ended = true;
      this.#changed();
    });
  }

  /** Sends these lines. */
  say(...lines) {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  /** The next line that the client sends. */
  async line() {
    while (!this.#received.includes('\n')) {
      if (this.#ended) {
        throw new Error(`the client closed; it had sent ${JSON.stringify(this.#received)}`);
      }
      await new Promise((resolve) => (this.#changed = resolve));
    }
    const [line] = this.#received.split('\r\n', 1);
    this.#received = this.#received.slice(line.length + 2);
    return line;
  }

  /** The next lines are these. */
  async hear(...lines) {
    for (const line of lines) {
      assert.equal(await this.line(), line);
    }
  }

  /** The client closes, and has sent nothing more. */
  async left() {
    while (!this.#ended) {
      await new Promise((resolve) => (this.#changed = resolve));
    }
    assert.equal(this.#received, '');
  }

  /** The client says goodbye: `leave`. */
  async goodbye() {
    await this.hear('ping');
    this.say('OK pong');
    await this.hear('downline');
    this.say('OK Thank you');
    await this.left();
  }

  /** Ends the connection as a process does that dies. */
  reset() {
    this.socket.resetAndDestroy();
  }

  end() {
    this.socket.end();
  }

  /** Greets, and lets in whoever says this. */
  async welcome(login, nick = login.split(' ')[0]) {
    this.say('OK parley/1 Welcome to Parley.');
    await this.hear(login);
    this.say(`OK Welcome ${nick}! Type help for the commands.`);
  }

  /** A session from the greeting until it is live. */
  async enter(login, { since, answer = [], token = `token-of-${login.split(' ')[0]}-0123456789` } = {}) {
    await this.welcome(login);
    if (since) {
      await this.hear(`since ${since}`, 'token');
      this.say(...answer, `OK ${answer.length}`, `OK ${token}`);
    } else {
      await this.hear('mark', 'token');
      this.say(`OK ${time(0)}`, `OK ${token}`);
    }
    await this.hear('live');
    this.say('OK');
  }
}

/**
 * A listener whose n-th connection follows the n-th script.
 *
 * @returns {Promise<{ address: string, done: () => Promise<void> }>} `done`: all scripts have come to their ends
 */
export function scripted(...scripts) {
  return served(net.createServer, ...scripts);
}

/** The same, on what this makes of a listener; a connection that comes to nothing counts for none. */
export async function served(create, ...scripts) {
  const played = scripts.map(() => {
    const script = {};
    script.end = new Promise((resolve, reject) => Object.assign(script, { resolve, reject }));
    script.end.catch(() => {});
    return script;
  });
  let count = 0;
  const server = create((socket) => {
    const at = count++;
    const peer = new Peer(socket);
    if (at < scripts.length) {
      scripts[at](peer).then(played[at].resolve, (error) => {
        played[at].reject(error);
        socket.destroy();
      });
    } else {
      socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${server.address().port}`,
    done: () => inTime(Promise.all(played.map(({ end }) => end)), 'end of the scripts').finally(() => server.close()),
  };
}

/** Ends it, once there is a session to end. */
export async function leave(chat) {
  await chat.ping();
  await chat.close();
}

/** The time of the n-th message. */
export function time(n) {
  return `2026-11-23T10:00:00.${String(n).padStart(6, '0')}Z`;
}

/** A message of bob's. */
export function lobby(n, text, nick = 'bob') {
  return `LOBBY ${time(n)} ${nick}: ${text}`;
}
