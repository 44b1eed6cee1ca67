/** Of one conversation, the lobby's or one with somebody: what was said, and how much of it is unread. */

/** Items that are kept; the oldest go. */
const MOST = 2_000;

/**
 * @typedef {object} Item
 * @property {'lobby' | 'whisper' | 'notice' | 'system'} kind
 * @property {string} time
 * @property {string} nick of who said it; empty for what the page itself has to say
 * @property {string} text
 * @property {boolean} mine
 */

export class Conversation {
  /** @type {Item[]} in the order in which they are shown */
  items = [];
  unread = 0;
  /** How many of the items, counted from the end, stand behind the mark of what is new; 0 for none. */
  fresh = 0;
  /** Messages on their way: `{ text, failure }`. */
  outgoing = [];
  /** What was being written when another was looked at. */
  draft = '';

  /** @param {string} nick with whom; empty for the lobby */
  constructor(nick) {
    this.nick = nick;
  }

  get isLobby() {
    return this.nick === '';
  }

  /**
   * Adds what came; where it is there already, as its history was asked for between its being said and its coming, it takes the
   * place of what is there, as only what came knows whose it is.
   *
   * @param {Item} item
   * @param {boolean} seen whether somebody looks at it
   * @returns {boolean} whether it is a new one
   */
  add(item, seen) {
    const same = this.isLobby && item.kind !== 'system' ? this.items.findLastIndex((each) => each.time === item.time) : -1;
    if (same >= 0) {
      this.items[same] = item;
      return false;
    }
    this.items.push(item);
    if (seen || item.mine || item.kind === 'system') {
      this.fresh += this.fresh > 0 ? 1 : 0;
    } else {
      this.unread++;
      this.fresh++;
    }
    if (this.items.length > MOST) {
      this.items.splice(0, this.items.length - MOST);
      this.fresh = Math.min(this.fresh, MOST);
    }
    return true;
  }

  /**
   * Adds what was said before, up to when it was asked for: some of it may have come already, and the last of it may yet come.
   *
   * @param {Item[]} items the newest of all that was said by then, oldest first
   */
  addBefore(items) {
    const known = new Map(this.items.map((item) => [item.time, item]));
    const times = new Set(items.map((item) => item.time));
    this.items = [...items.map((item) => known.get(item.time) ?? item), ...this.items.filter((item) => !times.has(item.time))];
  }

  /** Somebody looks at it, to its end. */
  read() {
    this.unread = 0;
  }

  /** What is new is not new any more. */
  forgetFresh() {
    this.fresh = 0;
  }
}
