/** WebSockets, as browsers have them: each message is one line. */
import { InvalidArgument } from './errors.js';

/** @import { Dialer } from './session.js' */

const SUBPROTOCOL = 'parley.1';
const NORMAL = 1000;
/** A page may not close with 1003, which it would be. */
const UNSUPPORTED = 4003;

/**
 * Connects to `ws://…` and `wss://…`. Nothing makes a browser stop reading a WebSocket: what comes while nobody takes it
 * waits in memory.
 *
 * @returns {Dialer}
 */
export function webSocketDialer() {
  return {
    check(address) {
      if (!/^wss?:\/\/[^\s/]+/.test(address)) {
        throw new InvalidArgument(`an address is ws://host/chat or wss://host/chat, and not ${address}`);
      }
    },
    dial(address, receiver) {
      const socket = open(address);
      socket.onopen = () => receiver.opened();
      socket.onmessage = ({ data }) => {
        if (typeof data === 'string') {
          receiver.line(data);
        } else {
          socket.close(UNSUPPORTED, 'a message is text');
        }
      };
      socket.onclose = ({ code, reason }) => receiver.ended(`the connection was closed: ${code} ${reason}`.trim());
      return {
        send: (line) => socket.send(line),
        pause() {},
        resume() {},
        close: () => socket.close(NORMAL),
      };
    },
  };
}

/** @param {string} address */
function open(address) {
  try {
    return new WebSocket(address, SUBPROTOCOL);
  } catch (error) {
    // Malformed, or not to be used from this page.
    throw new InvalidArgument(`${address}: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
}
