/**
 * Begins to connect, and goes on with that until `close`.
 *
 * @param {import('./client.js').Options} options
 * @returns {Client}
 */
export function connect(options: import("./client.js").Options): Client;
export * from "./common.js";
import { Client } from './client.js';
