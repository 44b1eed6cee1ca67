/**
 * Items on their way to whoever iterates over them, in order, each given once. Knows whether so much waits that reading
 * should stop. Whoever leaves a loop and begins another goes on where the first one stopped.
 *
 * @template {object} T
 */
export class EventQueue<T extends object> {
    /**
     * @param {object} [hooks]
     * @param {(note?: string) => void} [hooks.given] an item goes to whoever iterates; what was noted with it
     * @param {() => void} [hooks.asked] somebody wants an item, or has taken one
     */
    constructor({ given, asked }?: {
        given?: ((note?: string) => void) | undefined;
        asked?: (() => void) | undefined;
    });
    /** Whether nothing more should be read for a while. */
    get full(): boolean;
    /** The last of those that wait. */
    get last(): T | undefined;
    /**
     * @param {T} item
     * @param {string} [note]
     */
    push(item: T, note?: string): void;
    /**
     * In place of the last that waits.
     *
     * @param {T} item
     */
    replaceLast(item: T): void;
    /** Nothing follows what is in here. */
    end(): void;
    /** @returns {AsyncIterableIterator<T, undefined>} */
    iterator(): AsyncIterableIterator<T, undefined>;
    #private;
}
