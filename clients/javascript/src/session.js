import { Answers } from './answers.js';
import { parse } from './codec.js';
import { Bye, ConnectionLost, InvalidArgument, Timeout } from './errors.js';
import * as lines from './lines.js';
import { EventQueue } from './queue.js';
import { Watch } from './watch.js';

/** @import { Answer, Item, Kind, Message } from './answers.js' */

/**
 * What carries the lines of one connection.
 *
 * @typedef {object} Transport
 * @property {(line: string) => void} send one line, without its end; never before `opened`
 * @property {() => void} pause reads no more for a while, where that can be done
 * @property {() => void} resume
 * @property {() => void} close ends the connection; what was sent still goes out, as far as that can be
 *
 * @typedef {object} Receiver what a transport tells of, never before `dial` has returned
 * @property {() => void} opened lines can be sent
 * @property {(line: string) => void} line a line came, without its end
 * @property {(error?: unknown) => void} ended nothing more comes; why, if it is known
 *
 * @typedef {object} Dialer
 * @property {(address: string) => void} check throws `InvalidArgument` for what is no address
 * @property {(address: string, receiver: Receiver) => Transport} dial begins to connect
 */

/** @type {Record<string, Message['kind']>} */
const KINDS = { LOBBY: 'lobby', WHISPER: 'whisper', NOTICE: 'notice' };

/**
 * One session on one connection, from the greeting on. Commands may be sent while others wait for their answers.
 *
 * A refusal rejects the call with `Refused`. An answer that is missing for `timeout` ends the connection: else it would
 * be taken for the next command's. Who is logged in and hears nothing for `silence` asks whether the server is there.
 */
export class Session {
  #opened = false;
  #ended = false;
  #leaving = false;
  #paused = false;
  #lastLine = performance.now();
  #resumed = 0;
  #timeout;
  #silence;
  #transport;
  #answers;
  #watch = new Watch(
    () => this.#due(),
    () => this.#late(),
  );
  /** @type {EventQueue<Item> | undefined} */
  #queue;
  /** @type {(error: Error | null) => void} */
  #end = () => {};

  /**
   * The name, as the server has it; undefined before login.
   *
   * @type {string | undefined}
   */
  nick;

  /**
   * Begins to connect.
   *
   * @param {Dialer} dialer
   * @param {string} address
   * @param {object} [options]
   * @param {number} [options.timeout] milliseconds
   * @param {number} [options.silence] milliseconds
   * @param {(item: Item) => void} [options.receive] is given each item as it comes; without it, iterate over the session
   */
  constructor(dialer, address, { timeout = 10_000, silence = 30_000, receive } = {}) {
    this.#timeout = timeout;
    this.#silence = silence;
    this.#queue = receive ? undefined : new EventQueue({ asked: () => this.#flow() });
    this.#answers = new Answers(receive ?? ((item) => this.#queueUp(item)));
    /** Resolves when all is over: with null after `downline`, else with what ended it. @type {Promise<Error | null>} */
    this.ended = new Promise((resolve) => (this.#end = resolve));
    /** The greeting's text; rejects with `Refused` where there is no room, or no admission. */
    this.greeting = this.#answers.expect().then((answer) => answer.text);
    this.greeting.catch(() => {});
    this.#transport = dialer.dial(address, {
      opened: () => this.#open(),
      line: (line) => this.#line(line),
      ended: (error) => this.#lost(error),
    });
    this.#watch.set();
  }

  /**
   * @param {string} nick
   * @param {string} [token] what `token` answered to the session that had the name
   * @returns {Promise<string>} the name, as the server has it
   */
  async login(nick, token) {
    const { text } = await this.#send(lines.login(nick, token));
    this.nick = /^Welcome (?:back )?([^\s!]+)!/.exec(text)?.[1] ?? lines.checkNick(nick);
    this.#watch.set();
    return this.nick;
  }

  /** Whether somebody is logged in, and nothing has ended that. */
  get open() {
    return this.nick !== undefined && !this.#ended;
  }

  /** What is unread goes where all messages go; then how many that were. */
  async pull() {
    return Number((await this.#send('pull', { long: true })).text);
  }

  /** What is unread, and from now on each message as it comes; or no more of them. */
  async live(on = true) {
    await this.#send(on ? 'live' : 'live off', { long: true });
  }

  /**
   * Says it in the lobby. Where the answer is lost nobody knows whether it was said: see `once`.
   *
   * @param {string} text
   * @returns {Promise<string>} the message's time
   */
  async pub(text) {
    return (await this.#send(lines.pub(text))).text;
  }

  /**
   * Says it in the lobby; sent again within ten minutes, under the same name, with the same key, it is said once.
   *
   * @param {string} key 1 to 64 of `A-Z a-z 0-9 . _ -`
   * @param {string} text
   * @returns {Promise<string>} the message's time
   */
  async once(key, text) {
    return (await this.#send(lines.once(key, text))).text;
  }

  /**
   * Whispers.
   *
   * @param {string} nick
   * @param {string} text
   */
  async to(nick, text) {
    await this.#send(lines.to(nick, text));
  }

  /** Everybody online, by code point. */
  async users() {
    return (await this.#send('users', { long: true })).list;
  }

  /** The last messages of the lobby, oldest first. Changes nothing. */
  async history(count = 20) {
    return (await this.#send(lines.history(count), { long: true, holds: true })).messages;
  }

  /**
   * The newest messages in the archive that hold all of these words, oldest first. Changes nothing.
   *
   * @param {string} words
   */
  async search(words) {
    return (await this.#send(lines.search(words), { long: true, holds: true })).messages;
  }

  /**
   * All that is kept of the lobby after that time goes where all messages go. Refused as `unavailable`, it is asked
   * again with the time of the last message that came.
   *
   * @param {string} time
   * @returns {Promise<number>} how many there were
   */
  async since(time) {
    return Number((await this.#send(lines.since(time), { long: true })).text);
  }

  /** The time behind which `since` goes on after what was given so far. */
  async mark() {
    return (await this.#send('mark')).text;
  }

  /** The secret that gets this name back at once, on any bridge: for `login`. */
  async token() {
    return (await this.#send('token')).text;
  }

  async ping() {
    await this.#send('ping');
  }

  /** Says goodbye, and ends the connection. */
  async downline() {
    this.#leaving = true;
    await this.#send('downline').finally(() => this.close());
  }

  /**
   * Any line that gets an answer: the text of its `OK`, and its `USER` or `HELP` lines.
   *
   * @param {string} line
   */
  async command(line) {
    const { text, list } = await this.#send(lines.command(line), { long: true });
    return { text, list };
  }

  /** Ends the connection without a word. */
  close() {
    this.#lost('closed');
  }

  /**
   * Reads no more for a while, where the transport can; no answer comes then, and none is late. Whoever iterates over the
   * session needs not see to it.
   */
  pause() {
    if (!this.#paused && !this.#ended) {
      this.#paused = true;
      this.#transport.pause();
    }
  }

  resume() {
    if (this.#paused && !this.#ended) {
      this.#paused = false;
      this.#lastLine = this.#resumed = performance.now();
      this.#transport.resume();
      this.#watch.set();
    }
  }

  /** What comes, where nobody was named to the constructor who takes it. */
  [Symbol.asyncIterator]() {
    if (!this.#queue) {
      throw new InvalidArgument('the items go elsewhere');
    }
    return this.#queue.iterator();
  }

  /**
   * @param {string} line
   * @param {Kind} [kind]
   * @returns {Promise<Answer>}
   */
  async #send(line, kind) {
    if (this.#ended || !this.#opened) {
      throw new ConnectionLost('there is no connection');
    }
    const answer = this.#answers.expect(kind);
    this.#transport.send(line);
    this.#watch.set();
    this.#flow();
    return answer;
  }

  #open() {
    this.#opened = true;
    this.#resumed = performance.now();
    this.#watch.set();
  }

  /** @param {string} raw */
  #line(raw) {
    if (this.#ended) {
      return;
    }
    this.#lastLine = performance.now();
    const line = parse(raw);
    switch (line.word) {
      case 'OK':
        this.#answers.ok(line.text);
        return this.#flow();
      case 'ERR':
        this.#answers.refused(line.code, line.text);
        return this.#flow();
      case 'BYE':
        return this.#fail(new Bye(line.code, line.text));
      case 'USER':
      case 'HELP':
        return this.#answers.listed(line.text);
      case 'MISSED':
        return this.#answers.came({ type: 'missed', count: line.count });
      case 'LOBBY':
      case 'WHISPER':
      case 'NOTICE': {
        const { time, nick, text } = line;
        return this.#answers.came({ type: 'message', kind: KINDS[line.word], time, nick, text });
      }
    }
  }

  /** @param {Item} item */
  #queueUp(item) {
    this.#queue?.push(item);
    this.#flow();
  }

  /** Who takes items too slowly stops the reading, unless an answer is waited for, which would never come. */
  #flow() {
    if (this.#queue) {
      this.#queue.full && !this.#answers.next ? this.pause() : this.resume();
    }
  }

  /** @param {unknown} reason */
  #lost(reason) {
    const why = reason instanceof Error ? reason.message : String(reason ?? 'the server closed the connection');
    this.#fail(this.#leaving ? null : new ConnectionLost(why, reason instanceof Error ? { cause: reason } : {}));
  }

  /** @param {Error | null} error */
  #fail(error) {
    if (!this.#ended) {
      this.#ended = true;
      this.#watch.stop();
      this.#answers.lost(error ?? new ConnectionLost('closed'));
      this.#transport.close();
      this.#queue?.end();
      this.#end(error);
    }
  }

  #due() {
    const { next } = this.#answers;
    if (this.#ended || this.#paused) {
      return Infinity;
    }
    if (next) {
      return Math.max(next.from, next.long ? this.#lastLine : 0, this.#resumed) + this.#timeout;
    }
    return this.nick === undefined ? Infinity : this.#lastLine + this.#silence;
  }

  #late() {
    if (this.#answers.next) {
      const what = this.#opened ? 'answer' : 'connection';
      this.#fail(new Timeout(`no ${what} within ${this.#timeout / 1000} s`));
    } else {
      this.ping().catch(() => {});
    }
  }
}
