import { ConnectionLost, Refused, Timeout } from './errors.js';

/**
 * What a session is given between the answers: a message, or the place of some that are gone.
 *
 * @typedef {object} Message
 * @property {'message'} type
 * @property {'lobby' | 'whisper' | 'notice'} kind
 * @property {string} time in the lobby the message's id, and a position; times sort as text
 * @property {string} nick may be empty
 * @property {string} text may be empty
 *
 * @typedef {{ type: 'missed', count: number | null }} Missed `null`: nobody knows how many, nor whether there were any
 * @typedef {Message | Missed} Item
 */

/**
 * @typedef {{ text: string, list: string[], messages: Message[] }} Answer the text of an `OK`, and what came with it
 *
 * @typedef {object} Kind
 * @property {boolean} [long] has many lines, and is late only when none of them comes for a while
 * @property {boolean} [holds] has messages of its own, which do not count as delivered
 *
 * @typedef {object} Pending
 * @property {boolean} long
 * @property {Item[] | null} held messages that may belong to the answer
 * @property {string[]} list
 * @property {number} from when the server could begin to answer
 * @property {(answer: Answer) => void} resolve
 * @property {(error: Error) => void} reject
 */

/** The answers that are due, in the order of their commands, and what is no part of them. */
export class Answers {
  /** @type {Pending[]} */
  #pending = [];
  #lastTime = '';
  #deliver;

  /** @param {(item: Item) => void} deliver is given what came by itself, in order */
  constructor(deliver) {
    this.#deliver = deliver;
  }

  /** The one that comes next. */
  get next() {
    return this.#pending.length > 0 ? this.#pending[0] : undefined;
  }

  /**
   * A command is about to be sent.
   *
   * @param {Kind} [kind]
   * @returns {Promise<Answer>} rejects with `Refused`, or with what ended the session
   */
  expect({ long = false, holds = false } = {}) {
    return new Promise((resolve, reject) => {
      const from = performance.now();
      this.#pending.push({ long, held: holds ? [] : null, list: [], from, resolve, reject });
    });
  }

  /** @param {string} text of a line that belongs to the answer */
  listed(text) {
    this.next?.list.push(text);
  }

  /** @param {Item} item */
  came(item) {
    const held = this.next?.held;
    if (held) {
      held.push(item);
    } else {
      this.#pass(item);
    }
  }

  /** @param {string} text */
  ok(text) {
    const pending = this.#shift();
    if (pending) {
      // As many as the OK says stand right before it; those before them came by themselves.
      const held = pending.held ?? [];
      const count = Math.min(Number(text) || 0, held.length);
      const own = held.splice(held.length - count);
      held.forEach((item) => this.#pass(item));
      const messages = own.filter((item) => item.type === 'message');
      pending.resolve({ text, list: pending.list, messages });
    }
  }

  /**
   * @param {string} code
   * @param {string} text
   */
  refused(code, text) {
    const pending = this.#shift();
    if (pending) {
      const known = (/** @type {Item} */ item) =>
        item.type === 'message' && item.kind !== 'whisper' && item.time <= this.#lastTime;
      pending.held?.filter((item) => !known(item)).forEach((item) => this.#pass(item));
      pending.reject(new Refused(code, text));
    }
  }

  /**
   * Nothing comes any more.
   *
   * @param {Error} error
   */
  lost(error) {
    const pending = this.#pending.splice(0);
    // Of the lobby, `since` will bring again what was in between; nothing brings whispers again.
    const whispers = pending
      .flatMap((each) => each.held ?? [])
      .filter((item) => item.type === 'message' && item.kind === 'whisper');
    whispers.forEach((item) => this.#pass(item));
    const rest = error instanceof Timeout ? new ConnectionLost(error.message, { cause: error }) : error;
    pending.forEach((each, at) => each.reject(at === 0 ? error : rest));
  }

  #shift() {
    const pending = this.#pending.shift();
    if (this.next) {
      this.next.from = performance.now();
    }
    return pending;
  }

  /** @param {Item} item */
  #pass(item) {
    if (item.type === 'message' && item.kind !== 'whisper') {
      this.#lastTime = item.time;
    }
    this.#deliver(item);
  }
}
