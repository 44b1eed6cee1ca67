/** How long the event loop gets to bring what is here already: it may be busy, and not the server late. */
const GRACE = 100;

/** Looks when something is due, however often that is put off, and says so when it is late. Milliseconds. */
export class Watch {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #wakes = Infinity;
  #due;
  #late;

  /**
   * @param {() => number} due on the clock of `performance.now`; `Infinity` where nothing is
   * @param {() => void} late
   */
  constructor(due, late) {
    this.#due = due;
    this.#late = late;
  }

  /** To be called whenever something may be due earlier than it was. */
  set() {
    const due = this.#due();
    if (due < this.#wakes) {
      this.#at(due, () => this.#look());
    }
  }

  stop() {
    clearTimeout(this.#timer);
    this.#wakes = Infinity;
  }

  #look() {
    if (performance.now() < this.#due()) {
      this.set();
    } else {
      this.#at(performance.now() + GRACE, () => {
        if (performance.now() >= this.#due()) {
          this.#late();
        }
        this.set();
      });
    }
  }

  /**
   * @param {number} time
   * @param {() => void} action
   */
  #at(time, action) {
    clearTimeout(this.#timer);
    this.#wakes = time;
    this.#timer = setTimeout(
      () => {
        this.#wakes = Infinity;
        action();
      },
      Math.max(0, Math.ceil(time - performance.now())),
    );
  }
}
