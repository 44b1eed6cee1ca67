import { insist } from './patience.js';
import { EventQueue } from './queue.js';

/** @import { Item, Message, Missed } from './answers.js' */
/** @import { Backoff } from './patience.js' */
/** @import { Publisher } from './publisher.js' */
/** @import { Session } from './session.js' */

/**
 * @typedef {Message & { mine: boolean }} MessageEvent
 * @typedef {{ type: 'connected', nick: string, address: string }} ConnectedEvent
 * @typedef {{ type: 'disconnected', error: Error, delay: number }} DisconnectedEvent also where there was no way to
 *   connect; `delay`: milliseconds until it is tried again
 * @typedef {{ type: 'closed', error: Error | null }} ClosedEvent the last one; `null`: `close` was called
 * @typedef {MessageEvent | Missed | ConnectedEvent | DisconnectedEvent | ClosedEvent} Event
 */

/**
 * What happens, on its way to the application, over all sessions: no message of the lobby twice, and none left out.
 * Nothing is asked for until somebody iterates.
 */
export class Feed {
  /** @type {EventQueue<Event>} */
  #events;
  #publisher;
  #backoff;
  #wanted = false;
  /**
   * Behind all that came, and behind all that was given out.
   *
   * @type {string | undefined}
   */
  #received;
  /** @type {string | undefined} */
  #delivered;
  /**
   * The one that knows by itself what is unread.
   *
   * @type {Session | undefined}
   */
  #first;
  /** @type {Session | undefined} */
  #heard;
  #whole = true;

  /**
   * @param {Publisher} publisher
   * @param {Backoff} backoff
   * @param {string | undefined} since
   * @param {() => void} asked somebody iterates: has taken something, or waits
   */
  constructor(publisher, backoff, since, asked) {
    this.#publisher = publisher;
    this.#backoff = backoff;
    this.#received = this.#delivered = since;
    this.#events = new EventQueue({
      given: (position) => (this.#delivered = position ?? this.#delivered),
      asked: () => {
        this.#wanted = true;
        asked();
      },
    });
  }

  /** Behind all that was given out. */
  get position() {
    return this.#delivered;
  }

  /** Whether nothing more should be read for a while. */
  get full() {
    return this.#events.full;
  }

  /** Whether somebody has begun to iterate. */
  get wanted() {
    return this.#wanted;
  }

  /** Whether all of the lobby has come that was said until the session of now began. */
  get whole() {
    return this.#whole;
  }

  iterator() {
    return this.#events.iterator();
  }

  /**
   * @param {Session} session
   * @param {Item} item
   */
  receive(session, item) {
    if (item.type === 'missed') {
      this.#whole = false;
      this.#events.push(item, this.#received);
    } else if (item.kind === 'whisper') {
      this.#events.push({ ...item, mine: item.nick === session.nick }, this.#received);
    } else {
      this.#received = item.time;
      const mine = item.kind === 'lobby' && this.#publisher.isOwn(item, session.nick);
      this.#events.push({ ...item, mine }, this.#received);
    }
  }

  /** @param {ConnectedEvent} event */
  connected(event) {
    this.#events.push(event, this.#received);
  }

  /** @param {DisconnectedEvent} event of several that nobody has taken the last one is enough */
  disconnected(event) {
    if (this.#events.last?.type === 'disconnected') {
      this.#events.replaceLast(event);
    } else {
      this.#events.push(event, this.#received);
    }
  }

  /** @param {ClosedEvent} event */
  closed(event) {
    this.#events.push(event, this.#received);
    this.#events.end();
  }

  /**
   * A session has begun: finds out where, if nothing is known of before.
   *
   * @param {Session} session
   */
  async begin(session) {
    this.#whole = false;
    if (this.#received === undefined) {
      this.#first = session;
      const time = await insist(this.#backoff, session, () => session.mark());
      this.#received ??= time;
      this.#delivered ??= time;
    } else if (this.#wanted) {
      await this.#catchUp(session);
    }
  }

  /**
   * From now on all comes by itself.
   *
   * @param {Session} session
   */
  async listen(session) {
    if (this.#heard !== session) {
      this.#heard = session;
      await this.#catchUp(session);
      await insist(this.#backoff, session, () => session.live());
    }
  }

  /** @param {Session} session */
  async #catchUp(session) {
    if (this.#first !== session) {
      this.#first = session;
      this.#whole = true;
      await insist(this.#backoff, session, () => session.since(/** @type {string} */ (this.#received)));
    }
  }
}
