import { InvalidArgument, Refused } from './errors.js';
import * as lines from './lines.js';
import { insist } from './patience.js';

/** @import { Backoff } from './patience.js' */
/** @import { Session } from './session.js' */

/**
 * @callback ChooseNick
 * @param {string} taken the name that was refused
 * @param {number} attempt 1 at the first time
 * @returns {string | undefined | Promise<string | undefined>} another, or undefined to give up
 */

/** Milliseconds: a dead bridge's names are free by then. */
const LINGERS = 30_000;

/** Trying again would not help. */
export class GaveUp extends Error {
  /** @param {Error} reason */
  constructor(reason) {
    super(reason.message);
    this.reason = reason;
  }
}

/** Logs in: under the wanted name or another, and later under the one that was held, by its token. */
export class Entrance {
  #wanted;
  #choose;
  #backoff;
  /** @type {string | undefined} */
  #held;
  /** @type {string | undefined} */
  #token;
  #lostAt = -Infinity;

  /**
   * @param {string} nick
   * @param {ChooseNick | undefined} choose
   * @param {Backoff} backoff
   */
  constructor(nick, choose, backoff) {
    this.#wanted = lines.checkNick(nick);
    this.#choose = choose;
    this.#backoff = backoff;
    if (choose !== undefined && typeof choose !== 'function') {
      throw new InvalidArgument('chooseNick is a function');
    }
  }

  /** The name that is held, or was last. */
  get held() {
    return this.#held;
  }

  /** A session was lost: its name may not be free at once. */
  lost() {
    this.#lostAt = performance.now();
  }

  /**
   * @param {Session} session
   * @returns {Promise<boolean>} whether the session before is surely over: by its token the name was got back, or is
   *   known to be another's
   */
  async login(session) {
    const outcome = this.#token === undefined ? 'unknown' : await this.#comeBack(session, this.#token);
    if (outcome !== 'back') {
      await this.#asAtFirst(session, outcome === 'taken' && this.#held === this.#wanted);
      this.#held = session.nick;
      this.#token = undefined;
    }
    return outcome !== 'unknown';
  }

  /**
   * Learns what gets the name back; a server that knows no tokens is left without.
   *
   * @param {Session} session
   */
  async learnToken(session) {
    try {
      this.#token = lines.checkToken(await session.token());
    } catch (error) {
      if (!(error instanceof Refused || error instanceof InvalidArgument)) {
        throw error;
      }
    }
  }

  /**
   * @param {Session} session
   * @param {string} token
   * @returns {Promise<'back' | 'taken' | 'unknown'>} unknown where the server knows no tokens
   */
  async #comeBack(session, token) {
    const name = /** @type {string} */ (this.#held);
    try {
      await insist(this.#backoff, session, () => session.login(name, token));
      return 'back';
    } catch (error) {
      if (error instanceof Refused && error.code.startsWith('nick-')) {
        return error.code === 'nick-taken' ? 'taken' : 'unknown';
      }
      throw final(error);
    }
  }

  /**
   * @param {Session} session
   * @param {boolean} isTaken whether it is known that the wanted name is taken
   */
  async #asAtFirst(session, isTaken) {
    let name = this.#wanted;
    let refusal = isTaken ? new Refused('nick-taken', name) : undefined;
    for (let attempt = 1; ; attempt++) {
      refusal ??= await this.#tryOut(session, name);
      if (!refusal) {
        return;
      }
      const other = await this.#another(name, attempt);
      if (other === undefined) {
        const lingers = !this.#choose && performance.now() < this.#lostAt + LINGERS;
        throw lingers ? refusal : new GaveUp(refusal);
      }
      name = other;
      refusal = undefined;
    }
  }

  /**
   * @param {string} taken
   * @param {number} attempt
   */
  async #another(taken, attempt) {
    try {
      return await this.#choose?.(taken, attempt);
    } catch (error) {
      throw new GaveUp(/** @type {Error} */ (error));
    }
  }

  /**
   * @param {Session} session
   * @param {string} name
   * @returns {Promise<Refused | undefined>} the refusal where it is taken
   */
  async #tryOut(session, name) {
    try {
      await insist(this.#backoff, session, () => session.login(name));
      return undefined;
    } catch (error) {
      if (error instanceof Refused && error.code === 'nick-taken') {
        return error;
      }
      throw final(error);
    }
  }
}

/** @param {unknown} error */
function final(error) {
  const refused = error instanceof Refused && /^(nick-.*|banned)$/.test(error.code);
  return refused || error instanceof InvalidArgument ? new GaveUp(/** @type {Error} */ (error)) : error;
}
