/**
 * A client for Parley, a chat server that speaks lines of text: what runs in Node.
 *
 *     import { connect } from 'parley-client';
 *     const chat = connect({ addresses: 'localhost:7070', nick: 'ann' });
 *     for await (const event of chat) …
 */
import { Client } from './client.js';
import { tcpDialer } from './tcp.js';
import { webSocketDialer } from './websocket.js';

export * from './common.js';
export { tcpDialer } from './tcp.js';

/**
 * Begins to connect, and goes on with that until `close`. An address is `host:port`, `tls://host:port`, or
 * `ws://host/chat` where Node has WebSockets.
 *
 * @param {import('./client.js').Options & { tls?: boolean | import('node:tls').ConnectionOptions }} options `tls`: whether
 *   a bare `host:port` means TLS, and how TLS is done
 * @returns {Client}
 */
export function connect({ tls, ...options }) {
  const tcp = tcpDialer(tls);
  const web = webSocketDialer();
  const dialer = (/** @type {string} */ address) => (/^wss?:/.test(address) ? web : tcp);
  return new Client(
    {
      check: (address) => dialer(address).check(address),
      dial: (address, receiver) => dialer(address).dial(address, receiver),
    },
    options,
  );
}
