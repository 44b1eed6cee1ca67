import { reason } from './chat.js';
import { draw } from './log.js';
import { mark } from './text.js';
import { dayName, dayOf } from './times.js';

const HINT = 'Finds what was said in the lobby and holds all of these words. Whispers are kept nowhere.';

/** What the server's answers mean here. */
const REASONS = {
  unavailable: 'The archive does not answer just now. Please try again in a moment.',
  usage: 'There is no word, number or character in that to look for.',
};

/** So many are found at the most, the newest. */
const MOST = 20;

/** Looks for what was said, in the archive; lies over the conversation while it is open. */
export class Search {
  #panel = document.getElementById('search');
  #behind = document.getElementById('conversation');
  #words = document.getElementById('words');
  #status = document.getElementById('search-status');
  #results = document.getElementById('results');
  #found = document.getElementById('found');
  #opener = document.getElementById('open-search');
  #count = 0;
  /** What had the focus before. */
  #left;
  #moved;

  /**
   * @param {(words: string) => Promise<object[]>} find
   * @param {() => void} moved somebody looks at the search now, or at the conversation again
   */
  constructor(find, moved) {
    this.#moved = moved;
    this.#opener.addEventListener('click', () => this.show(true));
    document.getElementById('close-search').addEventListener('click', () => this.show(false));
    document.getElementById('search-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(find);
    });
    this.#say(HINT, false);
  }

  get isShown() {
    return !this.#panel.hidden;
  }

  show(shown) {
    const was = this.isShown;
    if (shown && !was) {
      this.#left = document.activeElement;
    }
    this.#panel.hidden = !shown;
    this.#behind.inert = shown;
    this.#opener.setAttribute('aria-expanded', String(shown));
    if (shown) {
      this.#words.focus();
      this.#words.select();
    } else if (was) {
      (this.#behind.contains(this.#left) ? this.#left : this.#opener).focus();
    }
    this.#moved();
  }

  /** Forgets what was looked for, and found. */
  clear() {
    this.show(false);
    this.#count++;
    this.#words.value = '';
    this.#results.replaceChildren();
    this.#say(HINT, false);
  }

  async #ask(find) {
    const words = this.#words.value.trim();
    const count = ++this.#count;
    if (words === '') {
      this.#results.replaceChildren();
      this.#say(HINT, false);
      return;
    }
    this.#say('Looking…', false);
    try {
      const found = await find(words);
      if (count === this.#count) {
        this.#draw(found, words);
      }
    } catch (error) {
      if (count === this.#count) {
        this.#results.replaceChildren();
        this.#say(REASONS[error.code] ?? reason(error), true);
      }
    }
  }

  #draw(found, words) {
    this.#results.replaceChildren();
    let day;
    for (const message of found) {
      if (dayOf(message.time) !== day) {
        day = dayOf(message.time);
        const rule = document.createElement('li');
        rule.className = 'rule';
        rule.textContent = dayName(message.time);
        this.#results.append(rule);
      }
      const item = draw({ ...message, mine: false });
      mark(item.lastElementChild, words);
      this.#results.append(item);
    }
    this.#found.scrollTop = this.#found.scrollHeight;
    this.#say(howMany(found.length), false);
  }

  #say(text, isError) {
    this.#status.classList.toggle('error', isError);
    this.#status.textContent = text;
  }
}

function howMany(count) {
  if (count < 2) {
    return count === 0 ? 'Nothing was found.' : 'One message';
  }
  return count < MOST ? `${count} messages` : `The newest ${count} messages`;
}
