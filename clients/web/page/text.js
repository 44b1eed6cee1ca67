/** What people wrote, as text: nothing of it becomes anything else, but that addresses of the web can be followed. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"`]+/giu;

/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'"»”’]+$/u;

/**
 * Adds the text to an element.
 *
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    if (index >= at && isAddress(address)) {
      element.append(text.slice(at, index), link(address));
      at = index + address.length;
    }
  }
  element.append(text.slice(at));
}

/** Without what follows it in a sentence, or closes a bracket that stands before it. */
function trimmed(found) {
  let address = found;
  for (;;) {
    const shorter = address.replace(TRAILING, '');
    const closes = shorter.endsWith(')') && count(shorter, ')') > count(shorter, '(');
    const next = closes ? shorter.slice(0, -1) : shorter;
    if (next === address) {
      return address;
    }
    address = next;
  }
}

function count(text, character) {
  return text.split(character).length - 1;
}

function isAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Shown as it was written, so that nobody is led astray. */
function link(address) {
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.textContent = address;
  return anchor;
}

/** Scripts that put no space between words, so that a piece of one is found too. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
const SEPARATORS = /[^\p{L}\p{N}\p{M}\p{S}]+/u;

/**
 * Marks in an element's text what was looked for: the words, in any case and without their accents.
 *
 * @param {Element} element
 * @param {string} words
 */
export function mark(element, words) {
  const wanted = fold(words).text.split(SEPARATORS).filter((word) => word !== '');
  if (wanted.length === 0) {
    return;
  }
  const pattern = new RegExp(wanted.map(whole).join('|'), 'gu');
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    texts.push(walker.currentNode);
  }
  for (const node of texts) {
    const { text, starts } = fold(node.data);
    // From behind, so that what stands before stays where it was found.
    for (const { 0: found, index } of [...text.matchAll(pattern)].reverse()) {
      const rest = node.splitText(starts[index]);
      rest.splitText(starts[index + found.length] - starts[index]);
      const marked = document.createElement('mark');
      rest.replaceWith(marked);
      marked.append(rest);
    }
  }
}

/** A pattern for the word: nothing else of a word stands beside it, unless such words have no space between them. */
function whole(word) {
  const literal = word.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
  return UNSPACED.test(word) ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
}

/** A text without case and accents; `starts` says where each unit of it stood, and where all ended. */
function fold(text) {
  let folded = '';
  const starts = [];
  let at = 0;
  for (const character of text) {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    folded += plain;
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(at);
    }
    at += character.length;
  }
  starts.push(at);
  return { text: folded, starts };
}
