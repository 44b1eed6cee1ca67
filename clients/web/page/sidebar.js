import { avatar, name } from './names.js';

/** Draws the conversations and who is there; on a phone it comes in from the side. */
export class Sidebar {
  #chat = document.getElementById('chat');
  #sidebar = document.getElementById('sidebar');
  #room = document.getElementById('room');
  #conversations = document.getElementById('conversations');
  #people = document.getElementById('people');
  #count = document.getElementById('people-count');
  #opener = document.getElementById('open-sidebar');
  #narrow = matchMedia('(max-width: 759px)');
  #chosen;

  /** @param {(nick: string) => void} chosen a conversation is to be opened: with whom, or empty for the lobby */
  constructor(chosen) {
    this.#chosen = chosen;
    this.#opener.addEventListener('click', () => this.show(true));
    document.getElementById('close-sidebar').addEventListener('click', () => this.show(false));
    document.getElementById('shade').addEventListener('click', () => this.show(false));
    this.#narrow.addEventListener('change', () => this.show(false));
    for (const list of [this.#conversations, this.#people]) {
      list.addEventListener('click', (event) => {
        const row = event.target.closest('button');
        if (row) {
          this.show(false);
          this.#chosen(row.dataset.nick);
        }
      });
    }
  }

  get isShown() {
    return this.#chat.classList.contains('listing');
  }

  show(shown) {
    const was = this.isShown;
    this.#chat.classList.toggle('listing', shown && this.#narrow.matches);
    this.#room.inert = this.isShown;
    this.#opener.setAttribute('aria-expanded', String(this.isShown));
    if (this.isShown) {
      document.getElementById('close-sidebar').focus();
    } else if (was) {
      this.#opener.focus();
    }
  }

  /** @param {import('./chat.js').Chat} chat */
  draw(chat) {
    const rows = chat.conversations.map((each) => {
      const row = button(each.nick);
      row.setAttribute('aria-current', String(each === chat.current));
      row.classList.toggle('unread', each.unread > 0);
      if (each.isLobby) {
        const mark = document.createElement('span');
        mark.className = 'avatar lobby';
        mark.setAttribute('aria-hidden', 'true');
        mark.textContent = '#';
        row.append(mark, labelled('Lobby'));
      } else {
        row.append(avatar(each.nick), label(each.nick));
      }
      if (each.unread > 0) {
        const badge = document.createElement('span');
        badge.className = 'badge';
        badge.textContent = each.unread > 99 ? '99+' : String(each.unread);
        const unread = document.createElement('span');
        unread.className = 'hidden';
        unread.textContent = ' unread';
        badge.append(unread);
        row.append(badge);
      }
      return row;
    });
    replace(this.#conversations, rows);
    document.getElementById('elsewhere').hidden = !chat.conversations.some(
      (each) => each !== chat.current && each.unread > 0,
    );
  }

  /** @param {import('./chat.js').Chat} chat */
  drawPeople(chat) {
    this.#count.textContent = String(chat.people.length);
    const rows = chat.people.map((nick) => {
      const row = button(nick);
      row.append(avatar(nick), label(nick));
      if (nick === chat.nick) {
        row.disabled = true;
        const you = document.createElement('small');
        you.textContent = 'you';
        row.append(you);
      } else {
        row.title = `Whisper to ${nick}`;
      }
      return row;
    });
    replace(this.#people, rows);
  }
}

function button(nick) {
  const row = document.createElement('button');
  row.className = 'row';
  row.dataset.nick = nick;
  return row;
}

function label(nick) {
  const text = name(nick);
  text.className = 'name';
  return text;
}

function labelled(text) {
  const element = document.createElement('span');
  element.className = 'name';
  element.textContent = text;
  return element;
}

/** Puts rows in place of others, and leaves the focus where it was. */
function replace(list, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.nick : undefined;
  list.replaceChildren(
    ...rows.map((row) => {
      const item = document.createElement('li');
      item.append(row);
      return item;
    }),
  );
  if (focused !== undefined) {
    rows.find((row) => row.dataset.nick === focused)?.focus();
  }
}
