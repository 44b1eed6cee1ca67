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
