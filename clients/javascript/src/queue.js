/** Characters, about, that may wait for whoever iterates; then reading stops until half of them are left. */
const HIGH_WATER = 1024 * 1024;

/** What is held of an item besides its text, as if it were characters. */
const OVERHEAD = 100;

/**
 * Items on their way to whoever iterates over them, in order, each given once. Knows whether so much waits that reading
 * should stop. Whoever leaves a loop and begins another goes on where the first one stopped.
 *
 * @template {object} T
 */
export class EventQueue {
  /** @type {{ item: T, note?: string }[]} */
  #waiting = [];
  #first = 0;
  #weight = 0;
  #full = false;
  #ended = false;
  /** @type {((result: IteratorResult<T, undefined>) => void)[]} */
  #takers = [];
  #given;
  #asked;

  /**
   * @param {object} [hooks]
   * @param {(note?: string) => void} [hooks.given] an item goes to whoever iterates; what was noted with it
   * @param {() => void} [hooks.asked] somebody wants an item, or has taken one
   */
  constructor({ given = () => {}, asked = () => {} } = {}) {
    this.#given = given;
    this.#asked = asked;
  }

  /** Whether nothing more should be read for a while. */
  get full() {
    return this.#full;
  }

  /** The last of those that wait. */
  get last() {
    return this.#waiting.length > 0 ? this.#waiting[this.#waiting.length - 1].item : undefined;
  }

  /**
   * @param {T} item
   * @param {string} [note]
   */
  push(item, note) {
    const taker = this.#takers.shift();
    if (taker) {
      this.#given(note);
      taker({ done: false, value: item });
    } else {
      this.#waiting.push({ item, note });
      this.#weigh(item, 1);
    }
  }

  /**
   * In place of the last that waits.
   *
   * @param {T} item
   */
  replaceLast(item) {
    const last = this.#waiting[this.#waiting.length - 1];
    this.#weigh(last.item, -1);
    last.item = item;
    this.#weigh(item, 1);
  }

  /** Nothing follows what is in here. */
  end() {
    this.#ended = true;
    for (const taker of this.#takers.splice(0)) {
      taker({ done: true, value: undefined });
    }
  }

  /** @returns {AsyncIterableIterator<T, undefined>} */
  iterator() {
    return {
      next: () => this.#next(),
      return: () => Promise.resolve({ done: true, value: undefined }),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** @returns {Promise<IteratorResult<T, undefined>>} */
  #next() {
    if (this.#first < this.#waiting.length) {
      const { item, note } = this.#waiting[this.#first];
      this.#first++;
      if (this.#first === this.#waiting.length || this.#first === 1000) {
        this.#waiting.splice(0, this.#first);
        this.#first = 0;
      }
      this.#weigh(item, -1);
      this.#given(note);
      this.#asked();
      return Promise.resolve({ done: false, value: item });
    }
    if (this.#ended) {
      return Promise.resolve({ done: true, value: undefined });
    }
    const taken = new Promise((resolve) => this.#takers.push(resolve));
    this.#asked();
    return /** @type {Promise<IteratorResult<T, undefined>>} */ (taken);
  }

  /**
   * @param {T} item
   * @param {number} sign
   */
  #weigh(item, sign) {
    const text = 'text' in item && typeof item.text === 'string' ? item.text : '';
    this.#weight += sign * (OVERHEAD + text.length);
    this.#full = this.#weight > (this.#full ? HIGH_WATER / 2 : HIGH_WATER);
  }
}
