import { Entrance } from './entrance.js';
import { ConnectionLost, InvalidArgument } from './errors.js';
import { Feed } from './feed.js';
import { Keeper } from './keeper.js';
import * as lines from './lines.js';
import { Backoff, limited } from './patience.js';
import { KEY_LIVES, Publisher } from './publisher.js';
import { Session } from './session.js';

/** @import { ChooseNick } from './entrance.js' */
/** @import { Limits } from './patience.js' */
/** @import { Dialer } from './session.js' */

/**
 * @typedef {object} Options
 * @property {string | string[]} addresses of bridges of the same Parley, which are tried in turn
 * @property {string} nick
 * @property {ChooseNick} [chooseNick] is asked when the name is taken; without it that is the end
 * @property {string} [since] a position that `mark` gave: goes on behind it
 * @property {number} [timeout] milliseconds for a connection, a greeting or an answer; 10,000 if left out
 * @property {number} [silence] milliseconds without a line after which the server is asked whether it is there; 30,000
 * @property {{ first?: number, longest?: number }} [retry] milliseconds: waits before it is tried again begin with
 *   `first` (500), or half of it, and double up to `longest` (30,000)
 */

/** Milliseconds that a call may take, if nothing else is said. */
const USUAL = 30_000;

/**
 * Somebody in the chat, who stays there whatever becomes of connections and servers.
 *
 * Iterate over it for what happens. What was given out is never given again, and what was not is, also after a lost
 * connection: what waits is kept, and what was said in the lobby meanwhile is fetched. Whispers belong to a session, and
 * those that are under way when it ends are lost. Nothing of the lobby is asked for until somebody iterates. Where items
 * are taken more slowly than they come, reading stops, except while a call waits for its answer.
 *
 * Calls wait for a connection. They reject with `InvalidArgument` (nothing was sent), `Refused`, `Timeout`,
 * `ConnectionLost` or `Bye`; after the last three it may have been done all the same.
 */
export class Client {
  #entrance;
  #publisher;
  #feed;
  #keeper;
  #calls = 0;
  /**
   * The one that somebody who iterates listens to.
   *
   * @type {Session | undefined}
   */
  #session;
  #ended;

  /**
   * Begins to connect.
   *
   * @param {Dialer} dialer
   * @param {Options} options
   */
  constructor(dialer, options) {
    const { nick, chooseNick, since, timeout, silence, retry: { first = 500, longest = 30_000 } = {} } = options;
    const addresses = typeof options.addresses === 'string' ? [options.addresses] : [...options.addresses];
    if (addresses.length === 0) {
      throw new InvalidArgument('there is no address');
    }
    addresses.forEach((address) => dialer.check(address));
    const pauses = new Backoff(first, longest);
    this.#entrance = new Entrance(nick, chooseNick, pauses);
    this.#publisher = new Publisher(pauses);
    const position = since === undefined ? undefined : lines.checkTime(since);
    this.#feed = new Feed(this.#publisher, pauses, position, () => this.#asked());
    this.#keeper = new Keeper({
      addresses,
      backoff: new Backoff(first, longest, addresses.length),
      open: (address) => {
        /** @type {Session} */
        const session = new Session(dialer, address, {
          timeout,
          silence,
          receive: (item) => {
            this.#feed.receive(session, item);
            this.#flow();
          },
        });
        return session;
      },
      enter: (session, address) => this.#enter(session, address),
      lost: (error, delay) => {
        this.#publisher.pause();
        this.#entrance.lost();
        this.#feed.disconnected({ type: 'disconnected', error, delay });
      },
    });
    this.#ended = this.#keeper.run().then((error) => this.#end(error));
  }

  /** The name that is held, or was last; undefined before the first login. */
  get nick() {
    return this.#entrance.held;
  }

  /**
   * A position: behind all messages of the lobby that were given out so far. Kept, it lets another client go on there
   * (`since`), on any bridge. Undefined before the first login.
   */
  mark() {
    return this.#feed.position;
  }

  /**
   * Says it in the lobby, exactly once: asked again after a lost answer, and after `unavailable` or `rate-limited`.
   * Messages are said one after the other.
   *
   * @param {string} text one line
   * @param {Limits & { key?: string }} [limits] `key`: 1 to 64 of `A-Z a-z 0-9 . _ -`; said again within nine minutes
   *   with the same one, by whomever holds the name, it is not said twice. Nine minutes are the usual timeout
   * @returns {Promise<string>} the message's time
   */
  pub(text, { key, ...limits } = {}) {
    return this.#call(limits, KEY_LIVES, async (within) => {
      const { time, forget } = this.#publisher.publish(text, key);
      return within(time).finally(forget);
    });
  }

  /**
   * Whispers, once at most: not asked again after a lost answer.
   *
   * @param {string} nick
   * @param {string} text one line
   * @param {Limits} [limits]
   * @returns {Promise<void>}
   */
  async to(nick, text, limits) {
    lines.to(nick, text);
    await this.#ask(limits, false, (session) => session.to(nick, text));
  }

  /**
   * Everybody online, by code point.
   *
   * @param {Limits} [limits]
   */
  async users(limits) {
    return this.#ask(limits, true, (session) => session.users());
  }

  /**
   * The last messages of the lobby, oldest first. They do not count as given out.
   *
   * @param {number} [count] 1 to 1000
   * @param {Limits} [limits]
   */
  async history(count = 20, limits) {
    lines.history(count);
    return this.#ask(limits, true, (session) => session.history(count));
  }

  /**
   * The newest messages of the archive that hold all of these words, oldest first. They do not count as given out.
   *
   * @param {string} words
   * @param {Limits} [limits]
   */
  async search(words, limits) {
    lines.search(words);
    return this.#ask(limits, true, (session) => session.search(words));
  }

  /**
   * Whether the server is there.
   *
   * @param {Limits} [limits]
   * @returns {Promise<void>}
   */
  async ping(limits) {
    await this.#ask(limits, false, (session) => session.ping());
  }

  /** Says goodbye. What was not yet sent is not sent; the events end with `closed`. */
  async close() {
    this.#calls++;
    this.#flow();
    this.#publisher.pause();
    await this.#keeper.stop();
    await this.#ended;
  }

  [Symbol.asyncIterator]() {
    return this.#feed.iterator();
  }

  /**
   * @template T
   * @param {Limits | undefined} limits
   * @param {boolean} again whether it can be asked again when the answer is lost
   * @param {(session: Session) => Promise<T>} action
   * @returns {Promise<T>}
   */
  #ask(limits, again, action) {
    return this.#call(limits, USUAL, async (within) => {
      for (;;) {
        const session = await within(this.#keeper.ready());
        try {
          return await within(action(session));
        } catch (error) {
          if (!again || session.open || error instanceof InvalidArgument) {
            throw error;
          }
        }
      }
    });
  }

  /**
   * @template T
   * @param {Limits | undefined} limits
   * @param {number} usual
   * @param {(within: <P>(promise: Promise<P>) => Promise<P>) => Promise<T>} action
   * @returns {Promise<T>}
   */
  async #call(limits, usual, action) {
    this.#calls++;
    this.#flow();
    try {
      return await limited(limits ?? {}, usual, action);
    } finally {
      this.#calls--;
      this.#flow();
    }
  }

  /**
   * @param {Session} session
   * @param {string} address
   */
  async #enter(session, address) {
    const certain = await this.#entrance.login(session);
    const nick = /** @type {string} */ (session.nick);
    this.#feed.connected({ type: 'connected', nick, address });
    await Promise.all([this.#feed.begin(session), this.#entrance.learnToken(session)]);
    this.#session = session;
    if (this.#feed.wanted) {
      await this.#feed.listen(session);
    }
    this.#publisher.use(session, certain && this.#feed.whole);
  }

  /** Somebody iterates. */
  #asked() {
    const session = this.#session;
    if (session?.open) {
      this.#feed.listen(session).catch(() => session.close());
    }
    this.#flow();
  }

  #flow() {
    const session = this.#keeper.current;
    if (this.#feed.full && this.#calls === 0) {
      session?.pause();
    } else {
      session?.resume();
    }
  }

  /** @param {Error | null} error */
  #end(error) {
    this.#publisher.stop(error ?? new ConnectionLost('closed'));
    this.#feed.closed({ type: 'closed', error });
  }
}
