/** TCP and TLS, in Node. */
import net from 'node:net';
import tls from 'node:tls';
import { LineDecoder } from './codec.js';
import { InvalidArgument } from './errors.js';

/** @import { Dialer, Receiver, Transport } from './session.js' */

/** Milliseconds for a peer that takes nothing, after the connection was given up. */
const LEAVES = 2_000;

const ADDRESS = /^(?:(?<scheme>tcp|tls):\/\/)?(?:\[(?<six>[0-9A-Fa-f:.%\w]+)\]|(?<host>[^\s:/[\]]+)):(?<port>\d{1,5})$/;

/**
 * Connects to `host:port` and `tcp://host:port`, and to `tls://host:port` over TLS.
 *
 * @param {boolean | import('node:tls').ConnectionOptions} [secure] whether `host:port` means TLS, and how: its own
 *   authorities, for instance
 * @returns {Dialer}
 */
export function tcpDialer(secure = false) {
  return {
    check: parse,
    dial(address, receiver) {
      const { scheme, host, port } = parse(address);
      if (scheme === 'tcp' || (scheme === undefined && !secure)) {
        const socket = net.connect({ host, port, noDelay: true, keepAlive: true });
        return transport(socket, 'connect', receiver);
      }
      const options = typeof secure === 'object' ? secure : {};
      const servername = net.isIP(host) ? undefined : host;
      const socket = tls.connect({ servername, ...options, host, port });
      socket.setNoDelay(true).setKeepAlive(true);
      return transport(socket, 'secureConnect', receiver);
    },
  };
}

/** @param {string} address */
function parse(address) {
  const { scheme, six, host = six, port } = ADDRESS.exec(address)?.groups ?? {};
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new InvalidArgument(`an address is host:port, tcp://host:port or tls://host:port, and not ${address}`);
  }
  return { scheme, host, port: Number(port) };
}

/**
 * @param {net.Socket} socket
 * @param {string} connected the event
 * @param {Receiver} receiver
 * @returns {Transport}
 */
function transport(socket, connected, receiver) {
  const decoder = new LineDecoder();
  /** @type {unknown} */
  let reason;
  socket.on(connected, receiver.opened);
  socket.on('data', (bytes) => {
    try {
      decoder.push(bytes).forEach(receiver.line);
    } catch (error) {
      socket.destroy(/** @type {Error} */ (error));
    }
  });
  socket.on('error', (error) => (reason = error));
  socket.on('close', () => receiver.ended(reason));
  return {
    send: (line) => void socket.write(`${line}\r\n`),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close() {
      if (socket.connecting) {
        socket.destroy();
      } else {
        socket.destroySoon();
        setTimeout(() => socket.destroy(), LEAVES).unref();
      }
    },
  };
}
