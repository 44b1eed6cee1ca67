/**
 * @param {unknown} error
 * @returns {boolean} whether the same command may well be taken a little later
 */
export function passes(error: unknown): boolean;
/**
 * @param {number} milliseconds
 * @param {Promise<unknown>} [end] ends the wait early
 */
export function sleep(milliseconds: number, end?: Promise<unknown>): Promise<void>;
/**
 * Asks until it is no longer refused for a while only.
 *
 * @template T
 * @param {Backoff} backoff
 * @param {Session} session
 * @param {() => Promise<T>} ask
 */
export function insist<T>(backoff: Backoff, session: Session, ask: () => Promise<T>): Promise<T>;
/**
 * @typedef {object} Limits how long a call may take
 * @property {number} [timeout] milliseconds, or `Infinity`; then it rejects with `Timeout`
 * @property {AbortSignal} [signal] then it rejects with the signal's reason
 */
/**
 * Does it within limits. What was sent before these were reached is not undone.
 *
 * @template T
 * @param {Limits} limits
 * @param {number} usual
 * @param {(within: <P>(promise: Promise<P>) => Promise<P>) => Promise<T>} action
 * @returns {Promise<T>}
 */
export function limited<T>({ timeout, signal }: Limits, usual: number, action: (within: <P>(promise: Promise<P>) => Promise<P>) => Promise<T>): Promise<T>;
/** Waits that double, each series from somewhere else, so that not all come back at once. Milliseconds. */
export class Backoff {
    /**
     * @param {number} first the first wait is half of it at least
     * @param {number} longest
     * @param {number} [each] how many waits are as long as each other
     */
    constructor(first: number, longest: number, each?: number);
    reset(): void;
    next(): number;
    /** A series for one command. */
    pauses(): Backoff;
    #private;
}
/**
 * how long a call may take
 */
export type Limits = {
    /**
     * milliseconds, or `Infinity`; then it rejects with `Timeout`
     */
    timeout?: number | undefined;
    /**
     * then it rejects with the signal's reason
     */
    signal?: AbortSignal | undefined;
};
import type { Session } from './session.js';
