/**
 * One session on one connection, from the greeting on. Commands may be sent while others wait for their answers.
 *
 * A refusal rejects the call with `Refused`. An answer that is missing for `timeout` ends the connection: else it would
 * be taken for the next command's. Who is logged in and hears nothing for `silence` asks whether the server is there.
 */
export class Session {
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
    constructor(dialer: Dialer, address: string, { timeout, silence, receive }?: {
        timeout?: number | undefined;
        silence?: number | undefined;
        receive?: ((item: Item) => void) | undefined;
    });
    /**
     * The name, as the server has it; undefined before login.
     *
     * @type {string | undefined}
     */
    nick: string | undefined;
    /** Resolves when all is over: with null after `downline`, else with what ended it. @type {Promise<Error | null>} */
    ended: Promise<Error | null>;
    /** The greeting's text; rejects with `Refused` where there is no room, or no admission. */
    greeting: Promise<string>;
    /**
     * @param {string} nick
     * @param {string} [token] what `token` answered to the session that had the name
     * @returns {Promise<string>} the name, as the server has it
     */
    login(nick: string, token?: string): Promise<string>;
    /** Whether somebody is logged in, and nothing has ended that. */
    get open(): boolean;
    /** What is unread goes where all messages go; then how many that were. */
    pull(): Promise<number>;
    /** What is unread, and from now on each message as it comes; or no more of them. */
    live(on?: boolean): Promise<void>;
    /**
     * Says it in the lobby. Where the answer is lost nobody knows whether it was said: see `once`.
     *
     * @param {string} text
     * @returns {Promise<string>} the message's time
     */
    pub(text: string): Promise<string>;
    /**
     * Says it in the lobby; sent again within ten minutes, under the same name, with the same key, it is said once.
     *
     * @param {string} key 1 to 64 of `A-Z a-z 0-9 . _ -`
     * @param {string} text
     * @returns {Promise<string>} the message's time
     */
    once(key: string, text: string): Promise<string>;
    /**
     * Whispers.
     *
     * @param {string} nick
     * @param {string} text
     */
    to(nick: string, text: string): Promise<void>;
    /** Everybody online, by code point. */
    users(): Promise<string[]>;
    /** The last messages of the lobby, oldest first. Changes nothing. */
    history(count?: number): Promise<Message[]>;
    /**
     * The newest messages in the archive that hold all of these words, oldest first. Changes nothing.
     *
     * @param {string} words
     */
    search(words: string): Promise<Message[]>;
    /**
     * All that is kept of the lobby after that time goes where all messages go. Refused as `unavailable`, it is asked
     * again with the time of the last message that came.
     *
     * @param {string} time
     * @returns {Promise<number>} how many there were
     */
    since(time: string): Promise<number>;
    /** The time behind which `since` goes on after what was given so far. */
    mark(): Promise<string>;
    /** The secret that gets this name back at once, on any bridge: for `login`. */
    token(): Promise<string>;
    ping(): Promise<void>;
    /** Says goodbye, and ends the connection. */
    downline(): Promise<void>;
    /**
     * Any line that gets an answer: the text of its `OK`, and its `USER` or `HELP` lines.
     *
     * @param {string} line
     */
    command(line: string): Promise<{
        text: string;
        list: string[];
    }>;
    /** Ends the connection without a word. */
    close(): void;
    /**
     * Reads no more for a while, where the transport can; no answer comes then, and none is late. Whoever iterates over the
     * session needs not see to it.
     */
    pause(): void;
    resume(): void;
    /** What comes, where nobody was named to the constructor who takes it. */
    [Symbol.asyncIterator](): AsyncIterableIterator<Item, undefined>;
    #private;
}
/**
 * What carries the lines of one connection.
 */
export type Transport = {
    /**
     * one line, without its end; never before `opened`
     */
    send: (line: string) => void;
    /**
     * reads no more for a while, where that can be done
     */
    pause: () => void;
    resume: () => void;
    /**
     * ends the connection; what was sent still goes out, as far as that can be
     */
    close: () => void;
};
/**
 * what a transport tells of, never before `dial` has returned
 */
export type Receiver = {
    /**
     * lines can be sent
     */
    opened: () => void;
    /**
     * a line came, without its end
     */
    line: (line: string) => void;
    /**
     * nothing more comes; why, if it is known
     */
    ended: (error?: unknown) => void;
};
/**
 * What carries the lines of one connection.
 */
export type Dialer = {
    /**
     * throws `InvalidArgument` for what is no address
     */
    check: (address: string) => void;
    /**
     * begins to connect
     */
    dial: (address: string, receiver: Receiver) => Transport;
};
import type { Message } from './answers.js';
import type { Item } from './answers.js';
