import { ConnectionLost } from './errors.js';

/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 *
 * @typedef {{ word: 'LOBBY' | 'WHISPER' | 'NOTICE', time: string, nick: string, text: string }} MessageLine
 * @typedef {{ word: 'MISSED', count: number | null }} MissedLine `null`: nobody knows how many, nor whether any
 * @typedef {{ word: 'OK' | 'USER' | 'HELP', text: string }} TextLine
 * @typedef {{ word: 'ERR' | 'BYE', code: string, text: string }} CodeLine
 * @typedef {{ word: '', text: string }} UnknownLine
 * @typedef {MessageLine | MissedLine | TextLine | CodeLine | UnknownLine} ServerLine
 */

/** Longest line that is taken from a server, in bytes: far more than one that follows the protocol would send. */
export const MAX_SERVER_LINE = 16 * 1024 * 1024;

const LF = 10;
const CR = 13;

/**
 * Makes lines of bytes, wherever these are split. A line ends in LF, and a CR before that belongs to the end; nothing
 * else ends one. What follows the last LF is no line.
 */
export class LineDecoder {
  /** @type {Uint8Array[]} */
  #begun = [];
  #length = 0;
  #text = new TextDecoder('utf-8', { ignoreBOM: true });

  /**
   * @param {Uint8Array} bytes kept until their line is whole
   * @returns {string[]} the lines that are whole now; bytes that are not UTF-8 became U+FFFD
   */
  push(bytes) {
    const lines = [];
    let start = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, start)) {
      lines.push(this.#line(bytes.subarray(start, end)));
      start = end + 1;
    }
    if (start < bytes.length) {
      this.#keep(bytes.subarray(start));
    }
    return lines;
  }

  /** @param {Uint8Array} last */
  #line(last) {
    let whole = last;
    if (this.#begun.length > 0) {
      this.#keep(last);
      whole = new Uint8Array(this.#length);
      let at = 0;
      for (const piece of this.#begun) {
        whole.set(piece, at);
        at += piece.length;
      }
      this.#begun = [];
      this.#length = 0;
    }
    const end = whole.length > 0 && whole[whole.length - 1] === CR ? whole.length - 1 : whole.length;
    return this.#text.decode(whole.subarray(0, end));
  }

  /** @param {Uint8Array} piece */
  #keep(piece) {
    this.#length += piece.length;
    if (this.#length > MAX_SERVER_LINE) {
      throw new ConnectionLost('the server sends a line without an end');
    }
    this.#begun.push(piece);
  }
}

/**
 * @param {string} line without its end
 * @returns {ServerLine}
 */
export function parse(line) {
  const [word, rest] = split(line, ' ');
  switch (word) {
    case 'LOBBY':
    case 'WHISPER':
    case 'NOTICE': {
      const [time, said] = split(rest, ' ');
      const [nick, text] = split(said, ': ');
      return { word, time, nick, text };
    }
    case 'MISSED':
      return { word, count: /^[0-9]+$/.test(rest) ? Number(rest) : null };
    case 'OK':
    case 'USER':
    case 'HELP':
      return { word, text: rest };
    case 'ERR':
    case 'BYE': {
      const [code, text] = split(rest, ' ');
      return { word, code, text };
    }
    default:
      return { word: '', text: line };
  }
}

/**
 * @param {string} text
 * @param {string} separator
 * @returns {[string, string]} what stands before the first separator, and behind it
 */
function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
