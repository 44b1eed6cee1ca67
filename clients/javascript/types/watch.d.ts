/** Looks when something is due, however often that is put off, and says so when it is late. Milliseconds. */
export class Watch {
    /**
     * @param {() => number} due on the clock of `performance.now`; `Infinity` where nothing is
     * @param {() => void} late
     */
    constructor(due: () => number, late: () => void);
    /** To be called whenever something may be due earlier than it was. */
    set(): void;
    stop(): void;
    #private;
}
