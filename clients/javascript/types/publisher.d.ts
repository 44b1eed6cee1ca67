/** @import { Backoff } from './patience.js' */
/** @import { Session } from './session.js' */
/** Milliseconds for which a key surely stands for its message: servers keep it for ten minutes. */
export const KEY_LIVES: number;
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
    /** @param {Backoff} backoff */
    constructor(backoff: Backoff);
    /**
     * @param {string} text
     * @param {string} [key]
     * @returns {{ time: Promise<string>, forget: () => void }} `forget`: not to be sent, or not again
     */
    publish(text: string, key?: string): {
        time: Promise<string>;
        forget: () => void;
    };
    /**
     * A session can be used.
     *
     * @param {Session} session
     * @param {boolean} whole whether all came that its predecessor may have said, and nothing that it began is under way
     */
    use(session: Session, whole: boolean): void;
    /** The session is over. */
    pause(): void;
    /**
     * No session will come.
     *
     * @param {Error} error
     */
    stop(error: Error): void;
    /**
     * Whether a message that came from the lobby was said here; asked about each of them, in order.
     *
     * @param {{ time: string, nick: string, text: string }} message
     * @param {string | undefined} name that is held now
     */
    isOwn({ time, nick, text }: {
        time: string;
        nick: string;
        text: string;
    }, name: string | undefined): boolean;
    #private;
}
export type Publication = {
    key: string;
    text: string;
    /**
     * when it was sent first
     */
    began: number;
    /**
     * the name it was sent under last
     */
    sentAs: string | undefined;
    /**
     * its time, where it came back without an answer
     */
    seen: string | undefined;
    resolve: (time: string) => void;
    reject: (error: Error) => void;
};
import type { Session } from './session.js';
import type { Backoff } from './patience.js';
