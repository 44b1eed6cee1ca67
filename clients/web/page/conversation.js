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
   * @param {Item} item
   * @param {boolean} seen whether somebody looks at it
   */
  add(item, seen) {
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
  }

  /** Adds what was said before; what is there already is left out. */
  addBefore(items) {
    const known = new Set(this.items.map((item) => item.time));
    this.items.unshift(...items.filter((item) => !known.has(item.time)));
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
