/** Times as people say them where they are. */

const CLOCK = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat([], { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const WHOLE = new Intl.DateTimeFormat([], { dateStyle: 'full', timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat([], { numeric: 'auto' });
const DAY_MILLIS = 86_400_000;

/** The day that an instant is part of, here: equal for the same day. */
export function dayOf(time) {
  return new Date(time).toDateString();
}

/** What that day is called. */
export function dayName(time) {
  const days = Math.round((new Date(new Date().toDateString()) - new Date(dayOf(time))) / DAY_MILLIS);
  if (days === 0 || days === 1) {
    const word = RELATIVE.format(-days, 'day');
    return word.charAt(0).toLocaleUpperCase() + word.slice(1);
  }
  return DAY.format(new Date(time));
}

/** An element that shows the time of day, and tells all of it to who points there. */
export function clock(time) {
  const element = document.createElement('time');
  const instant = new Date(time);
  element.dateTime = time;
  element.title = WHOLE.format(instant);
  element.textContent = CLOCK.format(instant);
  return element;
}

/** Milliseconds between two instants. */
export function apart(earlier, later) {
  return new Date(later) - new Date(earlier);
}
