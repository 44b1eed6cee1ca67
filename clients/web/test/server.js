/** A whole Parley of its own for tests, and those who talk to it without a browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const PARLEY = new URL('../../../parley', import.meta.url).pathname;

/** So many times a port that was free is taken before it is listened on, at the most. */
const MOST_PORTS = 5;

/** `./parley up`, which can be ended and started again with the same data, at the same ports. */
export class Server {
  #directory;
  #process;
  #log = [];

  /** @param {number} [port] for lines; a free one if left out */
  static async start(port) {
    const server = new Server();
    server.#directory = await mkdtemp(path.join(tmpdir(), 'parley-web-'));
    for (let left = MOST_PORTS; ; left--) {
      server.port = port ?? (await freePort());
      server.web = await freePort();
      try {
        await server.up();
        return server;
      } catch (failure) {
        // Somebody else's connection took it meanwhile.
        if (left === 0 || !failure.message.includes('Address already in use')) {
          throw failure;
        }
      }
    }
  }

  async up() {
    const options = [
      `--port=${this.port}`,
      `--web-port=${this.web}`,
      `--data=${this.#directory}/data`,
      `--admin-socket=${this.#directory}/run/admin.sock`,
      '--direct-clients',
      '--connect-rate=0',
    ];
    this.#log = [];
    this.#process = spawn(PARLEY, ['up', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stderr.on('data', (text) => this.#log.push(text));
    const ended = once(this.#process, 'exit').then(() => {
      throw new Error(`the server ended: ${this.#log.join('')}`);
    });
    ended.catch(() => {});
    const [ready] = await Promise.race([once(readline.createInterface(this.#process.stdout), 'line'), ended]);
    this.redis = Number(/ redis=redis:\/\/127\.0\.0\.1:(\d+)/.exec(ready)[1]);
  }

  /** SIGTERM, and the end. */
  async down() {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }

  async stop() {
    await this.down();
    await rm(this.#directory, { recursive: true });
  }

  get url() {
    return `http://127.0.0.1:${this.web}/`;
  }

  /** The answer of `./parley admin`. */
  async operate(...words) {
    const admin = spawn(PARLEY, ['admin', `--admin-socket=${this.#directory}/run/admin.sock`, ...words]);
    const [status] = await once(admin, 'exit');
    if (status !== 0) {
      throw new Error(`admin ${words.join(' ')} exited with ${status}`);
    }
  }

  /** Takes the archive from the archiver, which answers no question until it is back, if it has not answered any yet. */
  async hideArchive() {
    await rename(`${this.#directory}/data/archive.db`, `${this.#directory}/data/archive.hidden`);
  }

  async showArchive() {
    await rename(`${this.#directory}/data/archive.hidden`, `${this.#directory}/data/archive.db`);
  }

  /** Publishes on Redis, as any client there may. */
  async publish(channel, payload) {
    const socket = net.connect(this.redis, '127.0.0.1');
    const words = ['PUBLISH', channel, payload].map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*3\r\n${words.join('')}`);
    await once(socket, 'data');
    socket.destroy();
  }
}

/** Somebody with telnet. */
export class Telnet {
  #socket;
  #lines = [];
  #waiting = [];

  static async login(port, nick) {
    const telnet = new Telnet();
    telnet.#socket = net.connect(port, '127.0.0.1');
    readline.createInterface(telnet.#socket).on('line', (line) => telnet.#came(line));
    telnet.#socket.on('error', () => {});
    telnet.say(nick);
    await telnet.hear(/^OK Welcome /);
    return telnet;
  }

  #came(line) {
    this.#lines.push(line);
    this.#waiting = this.#waiting.filter(({ pattern, resolve }) => !pattern.test(line) || resolve(line));
  }

  say(line) {
    this.#socket.write(`${line}\r\n`);
  }

  /** The first line that looks so, of those that came or will. */
  hear(pattern) {
    const known = this.#lines.find((line) => pattern.test(line));
    return known ? Promise.resolve(known) : new Promise((resolve) => this.#waiting.push({ pattern, resolve }));
  }

  get lines() {
    return this.#lines;
  }

  leave() {
    this.#socket.destroy();
  }
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
