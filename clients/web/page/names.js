/** Colours and initials of names: a name looks the same to everybody, each time. */

const COLOURS = 12;
const graphemes = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter() : undefined;

/** The class of a name's colour. */
export function colour(nick) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(nick)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return `name-${(hash >>> 8) % COLOURS}`;
}

/** The first letter as people see it, with its marks. */
function initial(nick) {
  const first = graphemes ? graphemes.segment(nick)[Symbol.iterator]().next().value?.segment : [...nick][0];
  return (first ?? '?').toLocaleUpperCase();
}

/** A round mark of the name, beside which the name stands. */
export function avatar(nick) {
  const mark = document.createElement('span');
  mark.className = `avatar ${colour(nick)}`;
  mark.setAttribute('aria-hidden', 'true');
  mark.textContent = initial(nick);
  return mark;
}

/** The name itself, which turns no other text round. */
export function name(nick) {
  const text = document.createElement('bdi');
  text.className = colour(nick);
  text.textContent = nick || '(no name)';
  return text;
}
