import { ConnectionLost, Refused, Timeout } from './errors.js';
import * as lines from './lines.js';
import { passes, sleep } from './patience.js';

/** @import { Backoff } from './patience.js' */
/** @import { Session } from './session.js' */

/** Milliseconds for which a key surely stands for its message: servers keep it for ten minutes. */
export const KEY_LIVES = 9 * 60_000;

/** Where nobody listens, none of them ever comes. */
const MOST_ANSWERED = 1000;

/**
 * @typedef {object} Publication
 * @property {string} key
 * @property {string} text
 * @property {number} began when it was sent first
 * @property {string | undefined} sentAs the name it was sent under last
 * @property {string | undefined} seen its time, where it came back without an answer
 * @property {(time: string) => void} resolve
 * @property {(error: Error) => void} reject
 */

/**
 * Says messages in the lobby, each once and in order, one after the other: whatever has no answer is sent again with its
 * key, on the next session too. Keys are a name's: where the name is lost, what came back of the lobby tells whether it
 * was said under the old one.
 */
export class Publisher {
  /** @type {Publication[]} */
  #waiting = [];
  /** @type {Session | undefined} */
  #session;
  /** @type {Session | undefined} */
  #running;
  /**
   * Why no session will come.
   *
   * @type {Error | undefined}
   */
  #over;
  #backoff;
  #prefix = randomKey();
  #count = 0;
  #heard = '';
  /**
   * Times of answered messages that have not come yet.
   *
   * @type {Set<string>}
   */
  #answered = new Set();

  /** @param {Backoff} backoff */
  constructor(backoff) {
    this.#backoff = backoff;
  }

  /**
   * @param {string} text
   * @param {string} [key]
   * @returns {{ time: Promise<string>, forget: () => void }} `forget`: not to be sent, or not again
   */
  publish(text, key = `${this.#prefix}-${++this.#count}`) {
    lines.once(key, text);
    if (this.#over) {
      throw this.#over;
    }
    /** @type {() => void} */
    let forget = () => {};
    const time = new Promise((resolve, reject) => {
      const publication = { key, text, began: 0, sentAs: undefined, seen: undefined, resolve, reject };
      this.#waiting.push(publication);
      forget = () => this.#remove(publication);
    });
    this.#run();
    return { time, forget };
  }

  /**
   * A session can be used.
   *
   * @param {Session} session
   * @param {boolean} whole whether all came that its predecessor may have said, and nothing that it began is under way
   */
  use(session, whole) {
    this.#session = session;
    const first = this.#waiting[0];
    if (first?.sentAs !== undefined && first.sentAs !== session.nick) {
      if (first.seen !== undefined) {
        this.#settle(first, () => first.resolve(/** @type {string} */ (first.seen)));
      } else if (!whole) {
        const lost = new ConnectionLost('the name is lost, and the message was said, or was not');
        this.#settle(first, () => first.reject(lost));
      }
    }
    this.#run();
  }

  /** The session is over. */
  pause() {
    this.#session = undefined;
  }

  /**
   * No session will come.
   *
   * @param {Error} error
   */
  stop(error) {
    this.pause();
    this.#over = error;
    this.#waiting.splice(0).forEach((publication) => publication.reject(error));
  }

  /**
   * Whether a message that came from the lobby was said here; asked about each of them, in order.
   *
   * @param {{ time: string, nick: string, text: string }} message
   * @param {string | undefined} name that is held now
   */
  isOwn({ time, nick, text }, name) {
    const answered = this.#answered.has(time);
    this.#heard = time;
    for (const each of this.#answered) {
      if (each <= time) {
        this.#answered.delete(each);
      }
    }
    if (answered || nick === name) {
      return true;
    }
    const first = this.#waiting[0];
    if (first?.sentAs === nick && first.seen === undefined && bare(first.text) === bare(text)) {
      first.seen = time;
      return true;
    }
    return false;
  }

  async #run() {
    const session = this.#session;
    if (!session || this.#running === session) {
      return;
    }
    this.#running = session;
    try {
      const pauses = this.#backoff.pauses();
      while (session === this.#session && this.#waiting.length > 0) {
        const publication = this.#waiting[0];
        const refusal = await this.#say(session, publication);
        if (refusal) {
          await sleep(pauses.next(), session.ended);
        } else {
          pauses.reset();
        }
      }
    } catch {
      // The session is over; what has no answer is sent on the next.
    } finally {
      this.#running = this.#running === session ? undefined : this.#running;
    }
  }

  /**
   * @param {Session} session
   * @param {Publication} publication
   * @returns {Promise<boolean>} whether it is to be sent again after a while
   */
  async #say(session, publication) {
    const now = performance.now();
    if (publication.sentAs !== undefined && now > publication.began + KEY_LIVES) {
      const late = new Timeout('no answer came for so long that it might be said twice');
      this.#settle(publication, () => publication.reject(late));
      return false;
    }
    publication.began ||= now;
    publication.sentAs = session.nick;
    try {
      const time = await session.once(publication.key, publication.text);
      this.#settle(publication, () => publication.resolve(time));
      this.#remember(time);
    } catch (error) {
      if (passes(error)) {
        return true;
      }
      if (!(error instanceof Refused)) {
        throw error;
      }
      this.#settle(publication, () => publication.reject(error));
    }
    return false;
  }

  /** @param {string} time */
  #remember(time) {
    if (time > this.#heard) {
      this.#answered.add(time);
      if (this.#answered.size > MOST_ANSWERED) {
        this.#answered.delete(this.#answered.values().next().value ?? '');
      }
    }
  }

  /**
   * @param {Publication} publication
   * @param {() => void} tell
   */
  #settle(publication, tell) {
    this.#remove(publication);
    tell();
  }

  /** @param {Publication} publication */
  #remove(publication) {
    const at = this.#waiting.indexOf(publication);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
    }
  }
}

/**
 * What a text has in common with what a server made of it, which takes out what is invisible or too much.
 *
 * @param {string} text
 */
function bare(text) {
  return text.replace(/[\s\p{White_Space}\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
}

/** Not to be met again within ten minutes. */
function randomKey() {
  return Array.from({ length: 2 }, () => Math.random().toString(36).slice(2)).join('');
}
