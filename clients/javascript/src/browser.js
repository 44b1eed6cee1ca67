/**
 * A client for Parley, a chat server that speaks lines of text: what runs in a browser.
 *
 *     import { connect } from './parley/src/browser.js';
 *     const chat = connect({ addresses: 'wss://chat.example/chat', nick: 'ann' });
 *     for await (const event of chat) …
 */
import { Client } from './client.js';
import { webSocketDialer } from './websocket.js';

export * from './common.js';

/**
 * Begins to connect, and goes on with that until `close`.
 *
 * @param {import('./client.js').Options} options
 * @returns {Client}
 */
export function connect(options) {
  return new Client(webSocketDialer(), options);
}
