/**
 * The lines that a client sends, made without their ends. Each function throws `InvalidArgument` for what would be no
 * line, more than one, or another command than is meant; whether a server takes it is for the server to say.
 */
import { InvalidArgument } from './errors.js';

/** Bytes; a line as long as this ends the session (`BYE flood`), one that is longer than the server's `max-line` is refused. */
const FLOOD = 65_536;

const NOTHING = /^[\s\p{White_Space}\p{Cc}]*$/u;
const SEPARATES = /[\s\p{White_Space}\p{Cc}]/u;
const INVISIBLE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
/** What this machine's Unicode doesn't know yet may be a letter to the server. */
const NICK = /^[\p{L}\p{M}\p{Nd}\p{Cn}_\u200c\u200d-]+$/u;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const KEY = /^[A-Za-z0-9._-]{1,64}$/;
const TOKEN = /^[A-Za-z0-9_-]{16,64}$/;

const utf8 = new TextEncoder();

/**
 * @param {string} name
 * @returns {string} the name as the server will have it
 */
export function checkNick(name) {
  oneLine(name, 'a nickname');
  const nick = name.trim().normalize('NFC');
  if (!NICK.test(nick) || [...nick].length > 32) {
    throw new InvalidArgument('a nickname has 1 to 32 letters, digits, _ or -');
  }
  return nick;
}

/**
 * @param {string} nick
 * @param {string} [token] that `token` answered to the session that had the name before
 */
export function login(nick, token) {
  const name = checkNick(nick);
  return token === undefined ? name : `${name} ${checkToken(token)}`;
}

/** @param {string} text */
export function pub(text) {
  return short(`pub ${said(text)}`);
}

/**
 * @param {string} key
 * @param {string} text
 */
export function once(key, text) {
  return short(`once ${matching(key, KEY, 'a key')} ${said(text)}`);
}

/**
 * @param {string} nick of anybody, also of who is there without Parley, whose name may be any word
 * @param {string} text
 */
export function to(nick, text) {
  if (oneLine(nick, 'a name') === '' || SEPARATES.test(nick) || INVISIBLE.test(nick)) {
    throw new InvalidArgument('a whisper needs the name of somebody, which is one word');
  }
  return short(`to ${nick} ${said(text)}`);
}

/** @param {number} count */
export function history(count) {
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new InvalidArgument('history has 1 to 1000 messages');
  }
  return `history ${count}`;
}

/** @param {string} words */
export function search(words) {
  return short(`search ${said(words, 'what is looked for')}`);
}

/** @param {string} time */
export function since(time) {
  return `since ${checkTime(time)}`;
}

/** @param {string} time a position: of a message of the lobby, or what `mark` answered */
export function checkTime(time) {
  if (Number.isNaN(Date.parse(matching(time, TIME, 'a position')))) {
    throw new InvalidArgument(`there is no such time: ${time}`);
  }
  return time;
}

/** @param {string} key */
export function checkKey(key) {
  return matching(key, KEY, 'a key');
}

/** @param {string} token */
export function checkToken(token) {
  return matching(token, TOKEN, 'a token');
}

/**
 * Any line that gets one answer.
 *
 * @param {string} text
 */
export function command(text) {
  said(text, 'a command');
  if (/^[\s\p{White_Space}\p{Cc}]*to([\s\p{White_Space}\p{Cc}]+\S*)?[\s\p{White_Space}\p{Cc}]*$/iu.test(text)) {
    throw new InvalidArgument('a whisper needs the name of somebody, and a text');
  }
  return short(text);
}

/**
 * @param {string} text
 * @param {string} [what]
 */
function said(text, what = 'a message') {
  if (NOTHING.test(oneLine(text, what))) {
    throw new InvalidArgument(`${what} is not blank`);
  }
  return text;
}

/**
 * @param {string} text
 * @param {string} what
 */
function oneLine(text, what) {
  if (typeof text !== 'string') {
    throw new InvalidArgument(`${what} is a string`);
  }
  if (/[\r\n\0]/.test(text)) {
    throw new InvalidArgument(`${what} is one line, without NUL`);
  }
  if (/\p{Cs}/u.test(text)) {
    throw new InvalidArgument(`${what} holds half of a surrogate pair`);
  }
  return text;
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string} what
 */
function matching(text, pattern, what) {
  if (typeof text !== 'string' || !pattern.test(text)) {
    throw new InvalidArgument(`${what} doesn't look like this: ${text}`);
  }
  return text;
}

/** @param {string} line */
function short(line) {
  if (line.length * 3 >= FLOOD - 2 && utf8.encode(line).length >= FLOOD - 2) {
    throw new InvalidArgument('a line that long would end the session');
  }
  return line;
}
