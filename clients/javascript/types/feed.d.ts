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
    /**
     * @param {Publisher} publisher
     * @param {Backoff} backoff
     * @param {string | undefined} since
     * @param {() => void} asked somebody iterates: has taken something, or waits
     */
    constructor(publisher: Publisher, backoff: Backoff, since: string | undefined, asked: () => void);
    /** Behind all that was given out. */
    get position(): string | undefined;
    /** Whether nothing more should be read for a while. */
    get full(): boolean;
    /** Whether somebody has begun to iterate. */
    get wanted(): boolean;
    /** Whether all of the lobby has come that was said until the session of now began. */
    get whole(): boolean;
    iterator(): AsyncIterableIterator<Event, undefined>;
    /**
     * @param {Session} session
     * @param {Item} item
     */
    receive(session: Session, item: Item): void;
    /** @param {ConnectedEvent} event */
    connected(event: ConnectedEvent): void;
    /** @param {DisconnectedEvent} event of several that nobody has taken the last one is enough */
    disconnected(event: DisconnectedEvent): void;
    /** @param {ClosedEvent} event */
    closed(event: ClosedEvent): void;
    /**
     * A session has begun: finds out where, if nothing is known of before.
     *
     * @param {Session} session
     */
    begin(session: Session): Promise<void>;
    /**
     * From now on all comes by itself.
     *
     * @param {Session} session
     */
    listen(session: Session): Promise<void>;
    #private;
}
export type MessageEvent = Message & {
    mine: boolean;
};
export type ConnectedEvent = {
    type: "connected";
    nick: string;
    address: string;
};
/**
 * also where there was no way to
 * connect; `delay`: milliseconds until it is tried again
 */
export type DisconnectedEvent = {
    type: "disconnected";
    error: Error;
    delay: number;
};
/**
 * the last one; `null`: `close` was called
 */
export type ClosedEvent = {
    type: "closed";
    error: Error | null;
};
export type Event = MessageEvent | Missed | ConnectedEvent | DisconnectedEvent | ClosedEvent;
import type { Session } from './session.js';
import type { Item } from './answers.js';
import type { Publisher } from './publisher.js';
import type { Backoff } from './patience.js';
import type { Message } from './answers.js';
import type { Missed } from './answers.js';
