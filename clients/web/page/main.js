/** The page: the way in, and then the chat. */
import { Chat } from './chat.js';
import { Composer } from './composer.js';
import { Log } from './log.js';
import { avatar } from './names.js';
import { Search } from './search.js';
import { Sidebar } from './sidebar.js';

const byId = (id) => document.getElementById(id);
const ADDRESS = new URL('chat', location.href.replace(/^http/u, 'ws')).href;
const NAME = 'parley-name';
const ON_A_PHONE = matchMedia('(pointer: coarse)');

/** @type {Chat | undefined} */
let chat;

const log = new Log({
  moved: attend,
  act: {
    retry: (conversation, sending) => {
      chat.drop(conversation, sending);
      chat.say(conversation, sending.text);
    },
    drop: (conversation, sending) => chat.drop(conversation, sending),
  },
});
const sidebar = new Sidebar((nick) => open(chat.with(nick)));
const search = new Search((words) => chat.search(words), attend);
const composer = new Composer((text) => {
  log.unmark();
  chat.current.forgetFresh();
  chat.say(chat.current, text);
});

/** Milliseconds for which what comes is gathered, to be drawn at once: much comes together after a lost connection. */
const TOGETHER = 15;

/** More than so many are not told one by one to those who listen. */
const MOST_TOLD = 10;

/** @type {{ conversation: object, item: object }[]} what has come and is not drawn yet */
let arrived = [];

function drawArrived() {
  const all = arrived;
  arrived = [];
  if (!chat || all.length === 0) {
    return;
  }
  const here = all.filter(({ conversation }) => conversation === chat.current).map(({ item }) => item);
  if (here.length > 0) {
    log.add(chat.current, here);
  }
  all.slice(-MOST_TOLD).forEach(({ item }) => announce(item));
  sidebar.draw(chat);
  showUnread();
}

const listener = {
  said(conversation, item) {
    if (arrived.length === 0) {
      setTimeout(drawArrived, TOGETHER);
    }
    arrived.push({ conversation, item });
  },
  changed(conversation) {
    drawArrived();
    if (conversation === chat.current) {
      log.draw(conversation);
    }
    sidebar.draw(chat);
  },
  outgoing(conversation) {
    if (conversation === chat?.current) {
      log.drawOutgoing(conversation);
    }
  },
  people() {
    sidebar.drawPeople(chat);
    about();
  },
  connection(state, why) {
    const entering = byId('chat').hidden;
    if (state === 'on' && entering) {
      enter();
    } else if (entering) {
      byId('enter').disabled = false;
      status(`${why} Trying again…`.replace(/([^.]) Trying/u, '$1. Trying'), true);
    }
    byId('banner').hidden = state === 'on';
    byId('banner').textContent = `${why}${/[.!?]$/u.test(why) ? '' : '.'} Trying again; what you write waits.`;
    byId('me-state').textContent = state === 'on' ? 'online' : 'away from the server';
    about();
  },
  over(why) {
    chat = undefined;
    search.clear();
    sidebar.show(false);
    byId('chat').hidden = true;
    byId('entrance').hidden = false;
    byId('enter').disabled = false;
    document.title = 'Parley';
    status(why, why !== '');
    byId('nick').focus();
  },
};

/** What a chat has to say counts as long as it is the one that is shown. */
function begin(nick) {
  const mine = {};
  for (const [what, tell] of Object.entries(listener)) {
    mine[what] = (...news) => begun === chat && tell(...news);
  }
  const begun = new Chat(ADDRESS, nick, mine);
  return begun;
}

function enter() {
  byId('entrance').hidden = true;
  byId('chat').hidden = false;
  byId('me').textContent = chat.nick;
  byId('me-avatar').replaceChildren(...avatar(chat.nick).childNodes);
  byId('me-avatar').className = avatar(chat.nick).className;
  remember(chat.nick);
  open(chat.lobby);
}

function open(conversation) {
  drawArrived();
  if (search.isShown) {
    search.show(false);
  }
  chat.current.draft = composer.text;
  chat.open(conversation);
  log.draw(conversation);
  composer.for(conversation);
  about();
  sidebar.draw(chat);
  showUnread();
  if (!ON_A_PHONE.matches) {
    composer.focus();
  }
}

function about() {
  if (!chat) {
    return;
  }
  const { current, people } = chat;
  byId('room-title').textContent = current.isLobby ? 'Lobby' : current.nick;
  const here = people.length === 1 ? 'Only you are here' : `${people.length} people are here`;
  const there = people.includes(current.nick) ? 'Only you two read this' : 'Not here now';
  byId('room-about').textContent = current.isLobby ? (people.length > 0 ? here : '') : there;
}

/** What is new has been seen where somebody looks at the end of it. */
function attend() {
  if (chat && !byId('chat').hidden) {
    const before = chat.unread;
    chat.look(document.visibilityState === 'visible' && document.hasFocus() && log.isAtEnd && !search.isShown);
    if (chat.unread !== before) {
      sidebar.draw(chat);
      showUnread();
    }
  }
}

function showUnread() {
  document.title = chat?.unread ? `(${chat.unread}) Parley` : 'Parley';
}

/** Tells those who listen to the page; what they said themselves they know. */
function announce(item) {
  if (item.mine) {
    return;
  }
  const who = item.kind === 'notice' ? 'Announcement' : item.kind === 'whisper' ? `${item.nick} whispers` : item.nick;
  const line = document.createElement('p');
  line.textContent = who ? `${who}: ${item.text}` : item.text;
  const announcer = byId('announcer');
  announcer.append(line);
  while (announcer.childElementCount > MOST_TOLD) {
    announcer.firstElementChild.remove();
  }
}

function status(text, isError) {
  byId('login-status').classList.toggle('error', isError);
  byId('login-status').textContent = text;
}

function remember(nick) {
  try {
    localStorage.setItem(NAME, nick);
  } catch {
    // Not everybody lets pages keep something.
  }
}

function remembered() {
  try {
    return localStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  const nick = byId('nick').value.trim();
  if (nick === '') {
    status('Please choose a name.', true);
    byId('nick').focus();
    return;
  }
  chat?.leave();
  arrived = [];
  try {
    status('Connecting…', false);
    chat = begin(nick);
    byId('enter').disabled = true;
  } catch {
    chat = undefined;
    status('A name has 1 to 32 letters, digits, “_” and “-”.', true);
  }
});

byId('leave').addEventListener('click', () => chat.leave());

document.addEventListener('visibilitychange', attend);
addEventListener('focus', attend);
addEventListener('blur', attend);
document.addEventListener('keydown', (event) => {
  if (byId('chat').hidden) {
    return;
  }
  if (event.key === 'Escape') {
    if (search.isShown) {
      // Which would also empty the field.
      event.preventDefault();
      search.show(false);
    } else if (sidebar.isShown) {
      sidebar.show(false);
    } else {
      log.toEnd();
    }
  } else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sidebar.show(false);
    search.show(true);
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    const all = chat.conversations;
    const next = all.indexOf(chat.current) + (event.key === 'ArrowUp' ? -1 : 1);
    open(all[(next + all.length) % all.length]);
  }
});

byId('nick').value = remembered();
byId('nick').focus();
