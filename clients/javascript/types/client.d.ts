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
    /**
     * Begins to connect.
     *
     * @param {Dialer} dialer
     * @param {Options} options
     */
    constructor(dialer: Dialer, options: Options);
    /** The name that is held, or was last; undefined before the first login. */
    get nick(): string | undefined;
    /**
     * A position: behind all messages of the lobby that were given out so far. Kept, it lets another client go on there
     * (`since`), on any bridge. Undefined before the first login.
     */
    mark(): string | undefined;
    /**
     * Says it in the lobby, exactly once: asked again after a lost answer, and after `unavailable` or `rate-limited`.
     * Messages are said one after the other.
     *
     * @param {string} text one line
     * @param {Limits & { key?: string }} [limits] `key`: 1 to 64 of `A-Z a-z 0-9 . _ -`; said again within nine minutes
     *   with the same one, by whomever holds the name, it is not said twice. Nine minutes are the usual timeout
     * @returns {Promise<string>} the message's time
     */
    pub(text: string, { key, ...limits }?: Limits & {
        key?: string;
    }): Promise<string>;
    /**
     * Whispers, once at most: not asked again after a lost answer.
     *
     * @param {string} nick
     * @param {string} text one line
     * @param {Limits} [limits]
     * @returns {Promise<void>}
     */
    to(nick: string, text: string, limits?: Limits): Promise<void>;
    /**
     * Everybody online, by code point.
     *
     * @param {Limits} [limits]
     */
    users(limits?: Limits): Promise<string[]>;
    /**
     * The last messages of the lobby, oldest first. They do not count as given out.
     *
     * @param {number} [count] 1 to 1000
     * @param {Limits} [limits]
     */
    history(count?: number, limits?: Limits): Promise<import("./answers.js").Message[]>;
    /**
     * The newest messages of the archive that hold all of these words, oldest first. They do not count as given out.
     *
     * @param {string} words
     * @param {Limits} [limits]
     */
    search(words: string, limits?: Limits): Promise<import("./answers.js").Message[]>;
    /**
     * Whether the server is there.
     *
     * @param {Limits} [limits]
     * @returns {Promise<void>}
     */
    ping(limits?: Limits): Promise<void>;
    /** Says goodbye. What was not yet sent is not sent; the events end with `closed`. */
    close(): Promise<void>;
    [Symbol.asyncIterator](): AsyncIterableIterator<import("./feed.js").Event, undefined>;
    #private;
}
export type Options = {
    /**
     * of bridges of the same Parley, which are tried in turn
     */
    addresses: string | string[];
    nick: string;
    /**
     * is asked when the name is taken; without it that is the end
     */
    chooseNick?: ChooseNick | undefined;
    /**
     * a position that `mark` gave: goes on behind it
     */
    since?: string | undefined;
    /**
     * milliseconds for a connection, a greeting or an answer; 10,000 if left out
     */
    timeout?: number | undefined;
    /**
     * milliseconds without a line after which the server is asked whether it is there; 30,000
     */
    silence?: number | undefined;
    /**
     * milliseconds: waits before it is tried again begin with
     * `first` (500), or half of it, and double up to `longest` (30,000)
     */
    retry?: {
        first?: number;
        longest?: number;
    } | undefined;
};
import type { Limits } from './patience.js';
import type { Dialer } from './session.js';
import type { ChooseNick } from './entrance.js';
