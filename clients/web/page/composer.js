/** Bytes of a message that servers surely take beside its command and a key. */
const MOST_BYTES = 4_000;

const NEARLY = 200;

/** Takes what somebody writes. Enter sends; a message is one line. */
export class Composer {
  #form = document.getElementById('composer');
  #text = document.getElementById('text');
  #label = document.getElementById('text-label');
  #send = document.getElementById('send');
  #note = document.getElementById('composer-note');

  /** @param {(text: string) => void} sent */
  constructor(sent) {
    const send = () => {
      const text = oneLine(this.#text.value);
      if (text !== '' && bytes(text) <= MOST_BYTES) {
        this.text = '';
        sent(text);
      }
      this.#text.focus();
    };
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      send();
    });
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    });
    this.#text.addEventListener('input', () => this.#changed());
    this.#changed();
  }

  get text() {
    return this.#text.value;
  }

  set text(text) {
    this.#text.value = text;
    this.#changed();
  }

  /** @param {import('./conversation.js').Conversation} conversation */
  for(conversation) {
    const what = conversation.isLobby ? 'Say something to everybody' : `Whisper to ${conversation.nick}`;
    this.#text.placeholder = what;
    this.#label.textContent = what;
    this.text = conversation.draft;
  }

  focus() {
    this.#text.focus();
  }

  #changed() {
    const text = oneLine(this.#text.value);
    const left = MOST_BYTES - bytes(text);
    this.#send.disabled = text === '' || left < 0;
    this.#note.classList.toggle('error', left < 0);
    this.#note.textContent = left < 0 ? `${-left} too many` : left < NEARLY ? `${left} left` : '';
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}

function oneLine(text) {
  return text.replace(/\s*[\n\r\v\f\u0085\u2028\u2029]\s*/gu, ' ').trim();
}

function bytes(text) {
  return new TextEncoder().encode(text).length;
}
