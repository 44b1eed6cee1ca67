/**
 * Keeps a session open: opens one, and after its end another, at the next address, until there is no point in it.
 */
export class Keeper {
    /**
     * @param {object} how
     * @param {string[]} how.addresses
     * @param {Backoff} how.backoff
     * @param {(address: string) => Session} how.open
     * @param {(session: Session, address: string) => Promise<void>} how.enter makes it ready for calls
     * @param {(error: Error, delay: number) => void} how.lost it will be tried again, after so many milliseconds
     */
    constructor({ addresses, backoff, open, enter, lost }: {
        addresses: string[];
        backoff: Backoff;
        open: (address: string) => Session;
        enter: (session: Session, address: string) => Promise<void>;
        lost: (error: Error, delay: number) => void;
    });
    /** The session that is being opened, or is in use. */
    get current(): Session | undefined;
    /** The session that calls can use. */
    get usable(): Session | undefined;
    /**
     * @returns {Promise<Session>} one that calls can use
     */
    ready(): Promise<Session>;
    /**
     * @returns {Promise<Error | null>} what ended it; null after `stop`
     */
    run(): Promise<Error | null>;
    /** Says goodbye, if there is anybody to say it to. */
    stop(): Promise<void>;
    #private;
}
import type { Session } from './session.js';
import type { Backoff } from './patience.js';
