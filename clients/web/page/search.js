import { reason } from './chat.js';
import { draw } from './log.js';
import { dayName, dayOf } from './times.js';

/** Looks for what was said, in the archive; lies over the conversation while it is open. */
export class Search {
  #panel = document.getElementById('search');
  #words = document.getElementById('words');
  #status = document.getElementById('search-status');
  #results = document.getElementById('results');
  #opener = document.getElementById('open-search');
  #count = 0;

  /** @param {(words: string) => Promise<object[]>} find */
  constructor(find) {
    this.#opener.addEventListener('click', () => this.show(true));
    document.getElementById('close-search').addEventListener('click', () => this.show(false));
    document.getElementById('search-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(find);
    });
  }

  get isShown() {
    return !this.#panel.hidden;
  }

  show(shown) {
    const was = this.isShown;
    this.#panel.hidden = !shown;
    this.#opener.setAttribute('aria-expanded', String(shown));
    if (shown) {
      this.#words.focus();
      this.#words.select();
    } else if (was) {
      this.#opener.focus();
    }
  }

  async #ask(find) {
    const words = this.#words.value.trim();
    if (words === '') {
      return;
    }
    const count = ++this.#count;
    this.#say('Looking…', false);
    try {
      const found = await find(words);
      if (count === this.#count) {
        this.#draw(found);
      }
    } catch (error) {
      if (count === this.#count) {
        this.#results.replaceChildren();
        this.#say(reason(error), true);
      }
    }
  }

  #draw(found) {
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
      this.#results.append(draw({ ...message, mine: false }));
    }
    this.#results.scrollTop = this.#results.scrollHeight;
    const number = found.length === 1 ? 'One message' : `The newest ${found.length} messages`;
    this.#say(found.length === 0 ? 'Nothing was found.' : number, false);
  }

  #say(text, isError) {
    this.#status.classList.toggle('error', isError);
    this.#status.textContent = text;
  }
}
