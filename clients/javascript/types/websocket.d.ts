/**
 * Connects to `ws://…` and `wss://…`. Nothing makes a browser stop reading a WebSocket: what comes while nobody takes it
 * waits in memory.
 *
 * @returns {Dialer}
 */
export function webSocketDialer(): Dialer;
import type { Dialer } from './session.js';
