/** What there is in Node and in a browser alike. */
export { Client } from './client.js';
export { LineDecoder, parse } from './codec.js';
export * from './errors.js';
export * as lines from './lines.js';
export { Session } from './session.js';
export { webSocketDialer } from './websocket.js';

/** @typedef {import('./answers.js').Message} Message */
/** @typedef {import('./answers.js').Missed} Missed */
/** @typedef {import('./answers.js').Item} Item */
/** @typedef {import('./client.js').Options} Options */
/** @typedef {import('./codec.js').ServerLine} ServerLine */
/** @typedef {import('./entrance.js').ChooseNick} ChooseNick */
/** @typedef {import('./feed.js').Event} Event */
/** @typedef {import('./feed.js').MessageEvent} MessageEvent */
/** @typedef {import('./feed.js').ConnectedEvent} ConnectedEvent */
/** @typedef {import('./feed.js').DisconnectedEvent} DisconnectedEvent */
/** @typedef {import('./feed.js').ClosedEvent} ClosedEvent */
/** @typedef {import('./patience.js').Limits} Limits */
/** @typedef {import('./session.js').Dialer} Dialer */
/** @typedef {import('./session.js').Receiver} Receiver */
/** @typedef {import('./session.js').Transport} Transport */
