import { Bye, ConnectionLost, InvalidArgument, Refused } from './errors.js';
import { GaveUp } from './entrance.js';
import { sleep } from './patience.js';

/** @import { Backoff } from './patience.js' */
/** @import { Session } from './session.js' */

/** After these nobody comes back. */
const FINAL = new Set(['kicked', 'banned', 'replaced']);

/**
 * Keeps a session open: opens one, and after its end another, at the next address, until there is no point in it.
 */
export class Keeper {
  #addresses;
  #backoff;
  #open;
  #enter;
  #lost;
  #stopping = false;
  /** @type {() => void} */
  #wake = () => {};
  #stopped = new Promise((resolve) => (this.#wake = () => resolve(undefined)));
  /** @type {Session | undefined} */
  #current;
  /** @type {Session | undefined} */
  #ready;
  /** @type {Error | undefined} */
  #over;
  /** @type {Set<{ resolve: (session: Session) => void, reject: (error: Error) => void }>} */
  #waiting = new Set();

  /**
   * @param {object} how
   * @param {string[]} how.addresses
   * @param {Backoff} how.backoff
   * @param {(address: string) => Session} how.open
   * @param {(session: Session, address: string) => Promise<void>} how.enter makes it ready for calls
   * @param {(error: Error, delay: number) => void} how.lost it will be tried again, after so many milliseconds
   */
  constructor({ addresses, backoff, open, enter, lost }) {
    this.#addresses = addresses;
    this.#backoff = backoff;
    this.#open = open;
    this.#enter = enter;
    this.#lost = lost;
  }

  /** The session that is being opened, or is in use. */
  get current() {
    return this.#current;
  }

  /** The session that calls can use. */
  get usable() {
    return this.#ready?.open ? this.#ready : undefined;
  }

  /**
   * @returns {Promise<Session>} one that calls can use
   */
  async ready() {
    if (this.#over) {
      throw this.#over;
    }
    return this.usable ?? new Promise((resolve, reject) => this.#waiting.add({ resolve, reject }));
  }

  /**
   * @returns {Promise<Error | null>} what ended it; null after `stop`
   */
  async run() {
    let end = null;
    for (let at = 0; !this.#stopping; at++) {
      const error = await this.#try(this.#addresses[at % this.#addresses.length]);
      if (this.#stopping) {
        break;
      }
      if (isFinal(error)) {
        end = error instanceof GaveUp ? error.reason : error;
        break;
      }
      const delay = this.#backoff.next();
      this.#lost(error, delay);
      await sleep(delay, this.#stopped);
    }
    this.#over = end ?? new ConnectionLost('closed');
    this.#waiting.forEach(({ reject }) => reject(/** @type {Error} */ (this.#over)));
    this.#waiting.clear();
    return end;
  }

  /** Says goodbye, if there is anybody to say it to. */
  async stop() {
    this.#stopping = true;
    this.#wake();
    if (this.usable) {
      await this.#ready?.downline().catch(() => {});
    } else {
      this.#current?.close();
    }
  }

  /**
   * @param {string} address
   * @returns {Promise<Error>} what ended the session
   */
  async #try(address) {
    let session;
    try {
      session = this.#current = this.#open(address);
      const greeting = await session.greeting;
      if (!/^parley\/1( |$)/.test(greeting)) {
        throw new ConnectionLost(`this is no server of parley/1: ${greeting}`);
      }
      await this.#enter(session, address);
      this.#backoff.reset();
      this.#ready = session;
      for (const { resolve } of this.#waiting) {
        resolve(session);
      }
      this.#waiting.clear();
      return (await session.ended) ?? new ConnectionLost('closed');
    } catch (error) {
      session?.close();
      const end = await session?.ended;
      // What a call was told is less than why the session ended.
      return end instanceof Bye ? end : /** @type {Error} */ (error);
    } finally {
      this.#ready = undefined;
      this.#current = undefined;
    }
  }
}

/** @param {Error} error */
function isFinal(error) {
  return (
    error instanceof GaveUp ||
    error instanceof InvalidArgument ||
    (error instanceof Bye && FINAL.has(error.code)) ||
    (error instanceof Refused && error.code === 'banned')
  );
}
