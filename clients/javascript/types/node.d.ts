/**
 * Begins to connect, and goes on with that until `close`. An address is `host:port`, `tls://host:port`, or
 * `ws://host/chat` where Node has WebSockets.
 *
 * @param {import('./client.js').Options & { tls?: boolean | import('node:tls').ConnectionOptions }} options `tls`: whether
 *   a bare `host:port` means TLS, and how TLS is done
 * @returns {Client}
 */
export function connect({ tls, ...options }: import("./client.js").Options & {
    tls?: boolean | import("node:tls").ConnectionOptions;
}): Client;
export * from "./common.js";
export { tcpDialer } from "./tcp.js";
import { Client } from './client.js';
