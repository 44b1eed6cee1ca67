import { avatar, name } from './names.js';
import { write } from './text.js';
import { apart, clock, dayName, dayOf } from './times.js';

/** Messages of one person are drawn together where no more than this lies between two of them. */
const TOGETHER_MILLIS = 5 * 60_000;

/** So many items, about, are drawn before those go that are no longer kept. */
const MOST_DRAWN = 4_000;

/** Pixels from the end within which somebody is taken to follow what is said. */
const NEAR = 80;

/** Draws a conversation, and stays at its end for whoever is there. */
export class Log {
  #scroller = document.getElementById('scroller');
  #list = document.getElementById('log');
  #outgoing = document.getElementById('outgoing');
  #latest = document.getElementById('latest');
  #latestText = document.getElementById('latest-text');
  #last;
  #below = 0;
  #moved;
  #act;
  #wasAtEnd = true;

  /**
   * @param {object} hooks
   * @param {() => void} hooks.moved somebody has come to the end, or gone from it
   * @param {{ retry: Function, drop: Function }} hooks.act what can be done about what could not be sent
   */
  constructor({ moved, act }) {
    this.#moved = moved;
    this.#act = act;
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#latest.addEventListener('click', () => {
      this.toEnd();
      this.#scroller.focus({ preventScroll: true });
    });
    new ResizeObserver(() => this.#wasAtEnd && this.toEnd()).observe(this.#scroller);
  }

  get isAtEnd() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < NEAR;
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#scrolled();
  }

  /** Draws all of it, from where it is new, or else to its end. */
  draw(conversation) {
    this.#list.replaceChildren();
    this.#last = undefined;
    this.#below = 0;
    const firstFresh = conversation.items.length - conversation.fresh;
    let mark;
    conversation.items.forEach((item, at) => {
      mark = this.#append(item, conversation.fresh > 0 && at === firstFresh) ?? mark;
    });
    if (conversation.items.length === 0) {
      this.#list.append(this.#element('li', 'empty', emptyText(conversation)));
    }
    this.drawOutgoing(conversation);
    this.toEnd();
    if (mark && mark.offsetTop < this.#scroller.scrollTop) {
      this.#scroller.scrollTop = mark.offsetTop - this.#scroller.offsetTop - NEAR / 2;
    }
    this.#scrolled();
  }

  /** These were said too, the last ones of the conversation. */
  add(conversation, items) {
    if (this.#list.childElementCount > MOST_DRAWN && this.#wasAtEnd) {
      this.draw(conversation);
      return;
    }
    const follow = this.#wasAtEnd || items.some((item) => item.mine);
    const firstFresh = conversation.fresh > 0 ? conversation.items.at(-conversation.fresh) : undefined;
    this.#list.querySelector('.empty')?.remove();
    for (const item of items) {
      if (item === firstFresh) {
        this.unmark();
      }
      this.#append(item, item === firstFresh);
    }
    if (follow) {
      this.toEnd();
    } else {
      this.#below += items.filter((item) => item.kind !== 'system').length;
      this.#showLatest();
    }
  }

  /** Forgets the mark of what is new. */
  unmark() {
    this.#list.querySelector('.rule.new')?.remove();
  }

  /** Draws what is on its way; whoever has said something sees it. */
  drawOutgoing(conversation) {
    const follow = this.#wasAtEnd || conversation.outgoing.length > this.#outgoing.childElementCount;
    this.#outgoing.replaceChildren(...conversation.outgoing.map((each) => this.#sending(conversation, each)));
    if (follow) {
      this.toEnd();
    }
  }

  #scrolled() {
    this.#wasAtEnd = this.isAtEnd;
    if (this.#wasAtEnd) {
      this.#below = 0;
    }
    this.#showLatest();
    this.#moved();
  }

  #showLatest() {
    this.#latest.hidden = this.#wasAtEnd;
    this.#latestText.textContent = this.#below > 0 ? `${this.#below} new` : 'Latest';
  }

  /** Returns the mark of what is new, where it stands before the item. */
  #append(item, isFirstFresh) {
    const before = this.#last;
    this.#last = item;
    if (!before || dayOf(before.time) !== dayOf(item.time)) {
      this.#rule(dayName(item.time), '');
    }
    const mark = isFirstFresh ? this.#rule('New', 'new') : undefined;
    this.#list.append(draw(item, before, this.#list.lastElementChild));
    return mark;
  }

  #rule(text, kind) {
    const rule = this.#element('li', `rule ${kind}`, text);
    this.#list.append(rule);
    return rule;
  }

  #element(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className.trim();
    element.textContent = text;
    return element;
  }

  #sending(conversation, sending) {
    const item = document.createElement('li');
    item.className = 'said mine';
    const bubble = this.#element('p', 'bubble', '');
    bubble.dir = 'auto';
    write(bubble, sending.text);
    item.append(bubble);
    if (sending.failure) {
      item.classList.add('failed');
      const why = this.#element('div', 'why', `Not sent. ${sending.failure}`);
      const retry = this.#element('button', '', 'Send again');
      retry.addEventListener('click', () => this.#act.retry(conversation, sending));
      const drop = this.#element('button', '', 'Discard');
      drop.addEventListener('click', () => this.#act.drop(conversation, sending));
      why.append(retry, drop);
      item.append(why);
    }
    return item;
  }
}

function emptyText(conversation) {
  return conversation.isLobby
    ? 'Nobody has said anything yet. Be the first.'
    : `What you and ${conversation.nick} whisper here is kept nowhere, and gone when you leave.`;
}

/** Whether it goes on what the one before it said. */
function goesOn(item, before) {
  return (
    before?.kind === item.kind &&
    before.nick === item.nick &&
    before.mine === item.mine &&
    apart(before.time, item.time) < TOGETHER_MILLIS
  );
}

/** Draws an item; results of a search are drawn by it too, each for itself. */
export function draw(item, before, previous) {
  const element = document.createElement('li');
  if (item.kind === 'system') {
    element.className = 'system';
    element.textContent = item.text;
    return element;
  }
  const text = document.createElement(item.kind === 'notice' ? 'span' : 'p');
  text.dir = 'auto';
  write(text, item.text);
  if (item.kind === 'notice') {
    element.className = 'notice';
    const title = document.createElement('strong');
    title.append('Announcement ', clock(item.time));
    element.append(title, text);
    return element;
  }
  element.className = item.mine ? 'said mine' : 'said';
  if (goesOn(item, before) && previous?.classList.contains('said')) {
    element.classList.add('more');
    previous.classList.add('followed');
  }
  const who = document.createElement('div');
  who.className = 'who';
  who.append(name(item.nick), clock(item.time));
  text.className = 'bubble';
  text.title = element.classList.contains('more') ? who.lastElementChild.title : '';
  element.append(avatar(item.nick), who, text);
  return element;
}
