/**
 * Connects to `host:port` and `tcp://host:port`, and to `tls://host:port` over TLS.
 *
 * @param {boolean | import('node:tls').ConnectionOptions} [secure] whether `host:port` means TLS, and how: its own
 *   authorities, for instance
 * @returns {Dialer}
 */
export function tcpDialer(secure?: boolean | import("node:tls").ConnectionOptions): Dialer;
import type { Dialer } from './session.js';
