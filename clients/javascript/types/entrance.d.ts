/** Trying again would not help. */
export class GaveUp extends Error {
    /** @param {Error} reason */
    constructor(reason: Error);
    reason: Error;
}
/** Logs in: under the wanted name or another, and later under the one that was held, by its token. */
export class Entrance {
    /**
     * @param {string} nick
     * @param {ChooseNick | undefined} choose
     * @param {Backoff} backoff
     */
    constructor(nick: string, choose: ChooseNick | undefined, backoff: Backoff);
    /** The name that is held, or was last. */
    get held(): string | undefined;
    /** A session was lost: its name may not be free at once. */
    lost(): void;
    /**
     * @param {Session} session
     * @returns {Promise<boolean>} whether the session before is surely over: by its token the name was got back, or is
     *   known to be another's
     */
    login(session: Session): Promise<boolean>;
    /**
     * Learns what gets the name back; a server that knows no tokens is left without.
     *
     * @param {Session} session
     */
    learnToken(session: Session): Promise<void>;
    #private;
}
export type ChooseNick = (taken: string, attempt: number) => string | undefined | Promise<string | undefined>;
import type { Session } from './session.js';
import type { Backoff } from './patience.js';
