import { connect, Bye, Refused } from './parley/browser.js';
import { Conversation } from './conversation.js';

/** Milliseconds between questions for who is there, while somebody looks. */
const PEOPLE_EVERY = 20_000;

/** At least between them, whoever is heard who was not there before. */
const PEOPLE_PAUSE = 2_000;

/** Messages from before that are shown to who comes. */
const HISTORY = 100;

/** However long the server is away, what was said waits; but what is old by then is better asked about. */
const PATIENCE = 120_000;

/**
 * Somebody's chat: its conversations, who is there, and the connection, which comes back by itself. Tells `listener` of
 * what has changed; draws nothing.
 *
 * @typedef {object} Listener
 * @property {(conversation: Conversation, item: object) => void} said
 * @property {(conversation: Conversation) => void} outgoing what is on its way has changed
 * @property {(conversation: Conversation) => void} changed all of it is to be looked at anew
 * @property {() => void} people
 * @property {(state: 'on' | 'off', why: string) => void} connection
 * @property {(why: string, code: string) => void} over
 */
export class Chat {
  lobby = new Conversation('');
  /** @type {Map<string, Conversation>} by name, in the order in which they began */
  whispers = new Map();
  /** @type {string[]} */
  people = [];
  connected = false;
  #client;
  #listener;
  #current = this.lobby;
  #attentive = true;
  #timer = 0;
  #asked = -PEOPLE_PAUSE;
  #greeted = false;

  /**
   * @param {string} address
   * @param {string} nick
   * @param {Listener} listener
   */
  constructor(address, nick, listener) {
    this.#listener = listener;
    this.#client = connect({ addresses: address, nick });
    this.#run();
  }

  get nick() {
    return this.#client.nick ?? '';
  }

  get current() {
    return this.#current;
  }

  get conversations() {
    return [this.lobby, ...this.whispers.values()];
  }

  get unread() {
    return this.conversations.reduce((sum, each) => sum + each.unread, 0);
  }

  /** The conversation with somebody, begun if need be. */
  with(nick) {
    if (nick === '') {
      return this.lobby;
    }
    const known = this.whispers.get(nick) ?? new Conversation(nick);
    this.whispers.set(nick, known);
    return known;
  }

  /** @param {Conversation} conversation */
  open(conversation) {
    if (conversation !== this.#current) {
      this.#current.forgetFresh();
    }
    this.#current = conversation;
    this.look(this.#attentive);
  }

  /** Whether somebody looks at the end of the current conversation. */
  look(attentive) {
    this.#attentive = attentive;
    if (attentive) {
      this.#current.read();
    }
  }

  /** Says it where we are. Rejects never; what could not be said stays with its reason. */
  async say(conversation, text) {
    const sending = { text, failure: '' };
    conversation.outgoing.push(sending);
    this.#listener.outgoing(conversation);
    try {
      if (conversation.isLobby) {
        await this.#client.pub(text, { timeout: PATIENCE });
      } else {
        await this.#client.to(conversation.nick, text);
        const time = new Date().toISOString();
        this.#add(conversation, { kind: 'whisper', time, nick: this.nick, text, mine: true });
      }
      this.drop(conversation, sending);
    } catch (error) {
      sending.failure = reason(error);
      this.#listener.outgoing(conversation);
    }
  }

  /** What was on its way, or failed, is so no more. */
  drop(conversation, sending) {
    const at = conversation.outgoing.indexOf(sending);
    if (at >= 0) {
      conversation.outgoing.splice(at, 1);
      this.#listener.outgoing(conversation);
    }
  }

  /** @returns {Promise<object[]>} messages that hold all of the words, oldest first */
  search(words) {
    return this.#client.search(words);
  }

  async askForPeople() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#asked = performance.now();
    try {
      this.people = await this.#client.users();
      this.#listener.people();
    } catch {
      // They are asked for again.
    }
    // Whoever was heard meanwhile may not be among them: that question stays.
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => this.#askAgain(), PEOPLE_EVERY);
    }
  }

  #askAgain() {
    if (document.hidden || !this.connected) {
      this.#timer = setTimeout(() => this.#askAgain(), PEOPLE_EVERY);
    } else {
      this.askForPeople();
    }
  }

  async leave() {
    clearTimeout(this.#timer);
    await this.#client.close();
  }

  async #run() {
    for await (const event of this.#client) {
      switch (event.type) {
        case 'message':
          this.#came(event);
          break;
        case 'missed':
          this.#add(this.lobby, system(missed(event.count)));
          break;
        case 'connected':
          this.connected = true;
          this.#greet();
          this.#listener.connection('on', '');
          this.askForPeople();
          break;
        case 'disconnected':
          this.connected = false;
          this.#listener.connection('off', reason(event.error));
          break;
        case 'closed':
          clearTimeout(this.#timer);
          this.connected = false;
          this.#listener.over(event.error ? reason(event.error) : '', event.error?.code ?? '');
          break;
      }
    }
  }

  async #greet() {
    if (this.#greeted) {
      return;
    }
    this.#greeted = true;
    try {
      const before = await this.#client.history(HISTORY);
      this.lobby.addBefore(before.map((message) => ({ ...message, mine: false })));
      this.#listener.changed(this.lobby);
    } catch {
      this.#greeted = false;
    }
  }

  #came(message) {
    const { kind, nick, text, mine } = message;
    if (kind === 'whisper') {
      if (nick !== this.nick) {
        this.#add(this.with(nick), message);
      }
      return;
    }
    const sending = mine ? this.lobby.outgoing.find((each) => each.text === text && each.failure === '') : undefined;
    if (sending) {
      this.drop(this.lobby, sending);
    }
    this.#add(this.lobby, message);
    if (!this.people.includes(nick)) {
      clearTimeout(this.#timer);
      const due = this.#asked + PEOPLE_PAUSE - performance.now();
      this.#timer = setTimeout(() => this.askForPeople(), Math.max(0, due));
    }
  }

  #add(conversation, item) {
    if (conversation.add(item, conversation === this.#current && this.#attentive)) {
      this.#listener.said(conversation, item);
    } else {
      this.#listener.changed(conversation);
    }
  }
}

function system(text) {
  return { kind: 'system', time: new Date().toISOString(), nick: '', text, mine: false };
}

function missed(count) {
  if (count === null) {
    return 'Some messages that stood here may be missing';
  }
  return count === 1 ? 'One message that stood here is no longer kept' : `${count} messages that stood here are no longer kept`;
}

/** What went wrong, for people. */
export function reason(error) {
  if (error instanceof Refused || error instanceof Bye) {
    const said = error.text ?? error.message;
    return REASONS[error.code] ?? said;
  }
  return error.name === 'InvalidArgument' ? error.message : 'The connection was lost';
}

const REASONS = {
  'nick-taken': 'Somebody here has that name, or one that looks like it. Please choose another.',
  'nick-reserved': 'That name is reserved. Please choose another.',
  'nick-invalid': 'A name has 1 to 32 letters, digits, “_” and “-”.',
  'nick-blank': 'Please choose a name.',
  'no-such-user': 'Nobody of that name is here now.',
  'not-delivered': 'It could not be delivered.',
  'line-too-long': 'That is too long for one message.',
  'rate-limited': 'That was too much in too short a time. Please wait a little.',
  unavailable: 'The server can’t do that just now. Please try again in a moment.',
  full: 'The chat is full just now.',
  usage: 'There is nothing in it that can be said.',
  kicked: 'You were asked to leave.',
  replaced: 'Your name is in use elsewhere now.',
  shutdown: 'The server is being restarted.',
};
