import { InvalidArgument, Refused, Timeout } from './errors.js';

/** @import { Session } from './session.js' */

/** What is refused with these is sent again after a while. */
const PASSING = new Set(['unavailable', 'rate-limited']);

/** Milliseconds; longer is not waited for the same command to be taken. */
const LONGEST_PAUSE = 5_000;

/** The longest that a timer can be set to. */
const FOREVER = 2 ** 31 - 1;

/**
 * @param {unknown} error
 * @returns {boolean} whether the same command may well be taken a little later
 */
export function passes(error) {
  return error instanceof Refused && PASSING.has(error.code);
}

/** Waits that double, each series from somewhere else, so that not all come back at once. Milliseconds. */
export class Backoff {
  #first;
  #longest;
  #each;
  #next = 0;
  #count = 0;

  /**
   * @param {number} first the first wait is half of it at least
   * @param {number} longest
   * @param {number} [each] how many waits are as long as each other
   */
  constructor(first, longest, each = 1) {
    if (!(first > 0 && longest >= first)) {
      throw new InvalidArgument('waits are milliseconds, and the first is not longer than the longest');
    }
    this.#first = first;
    this.#longest = longest;
    this.#each = each;
    this.reset();
  }

  reset() {
    this.#next = this.#first * (0.5 + Math.random() / 2);
    this.#count = 0;
  }

  next() {
    const delay = this.#next;
    this.#count++;
    if (this.#count % this.#each === 0) {
      this.#next = Math.min(2 * delay, this.#longest);
    }
    return delay;
  }

  /** A series for one command. */
  pauses() {
    return new Backoff(this.#first, Math.max(this.#first, Math.min(this.#longest, LONGEST_PAUSE)));
  }
}

/**
 * @param {number} milliseconds
 * @param {Promise<unknown>} [end] ends the wait early
 */
export async function sleep(milliseconds, end = new Promise(() => {})) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  await Promise.race([new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))), end]);
  clearTimeout(timer);
}

/**
 * Asks until it is no longer refused for a while only.
 *
 * @template T
 * @param {Backoff} backoff
 * @param {Session} session
 * @param {() => Promise<T>} ask
 */
export async function insist(backoff, session, ask) {
  for (const pauses = backoff.pauses(); ; ) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error)) {
        throw error;
      }
      await sleep(pauses.next(), session.ended);
    }
  }
}

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
export async function limited({ timeout, signal }, usual, action) {
  const most = timeout ?? usual;
  if (typeof most !== 'number' || !(most >= 0)) {
    throw new InvalidArgument('a timeout is a number of milliseconds');
  }
  signal?.throwIfAborted();
  /** @type {(reason: unknown) => void} */
  let give = () => {};
  const reached = new Promise((_, reject) => (give = reject));
  reached.catch(() => {});
  const timer =
    most < FOREVER ? setTimeout(() => give(new Timeout(`not done within ${most / 1000} s`)), most) : undefined;
  const aborted = () => give(signal?.reason);
  signal?.addEventListener('abort', aborted);
  try {
    return await action((promise) => /** @type {any} */ (Promise.race([promise, reached])));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
}
