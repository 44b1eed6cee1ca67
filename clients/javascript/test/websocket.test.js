/** WebSockets, where there are some: in browsers, and in Node 22, or 20 with --experimental-websocket. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import { InvalidArgument, connect, webSocketDialer } from '../src/browser.js';
import { connect as connectFromNode } from '../src/node.js';
import { time } from './scripted.js';

const skip = typeof WebSocket === 'undefined' && 'there are no WebSockets';

/** A server of one WebSocket, which gets its messages as lines. */
async function serving(script) {
  const server = http.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const played = once(server, 'upgrade').then(async ([request, socket]) => {
    assert.equal(request.headers['sec-websocket-protocol'], 'parley.1');
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: parley.1\r\n\r\n`,
    );
    await script(new Talk(socket));
    socket.destroy();
    server.close();
  });
  return { address: `ws://127.0.0.1:${server.address().port}/chat`, played };
}

/** Frames of less than 126 bytes. */
class Talk {
  #received = Buffer.alloc(0);

  constructor(socket) {
    this.socket = socket;
    this.bytes = socket[Symbol.asyncIterator]();
  }

  say(...lines) {
    lines.forEach((line) => this.send(0x81, Buffer.from(line)));
  }

  send(first, payload) {
    this.socket.write(Buffer.concat([Buffer.from([first, payload.length]), payload]));
  }

  async hear(...lines) {
    for (const line of lines) {
      assert.deepEqual(await this.frame(), { opcode: 1, text: line });
    }
  }

  async frame() {
    while (this.#received.length < 6 || this.#received.length < 6 + (this.#received[1] & 127)) {
      const { value, done } = await this.bytes.next();
      assert.ok(!done, 'the client is gone');
      this.#received = Buffer.concat([this.#received, value]);
    }
    const end = 6 + (this.#received[1] & 127);
    const mask = this.#received.subarray(2, 6);
    const payload = this.#received.subarray(6, end).map((byte, at) => byte ^ mask[at % 4]);
    const opcode = this.#received[0] & 15;
    this.#received = this.#received.subarray(end);
    return { opcode, text: opcode === 1 ? payload.toString() : payload.readUInt16BE(0) };
  }
}

for (const [where, begin] of Object.entries({ 'a page': connect, Node: connectFromNode })) {
  test(`each message is a line, from ${where}`, { skip }, async () => {
    const { address, played } = await serving(async (talk) => {
      talk.say('OK parley/1 Welcome.');
      await talk.hear('ann');
      talk.say('OK Welcome ann!');
      await talk.hear('mark', 'token');
      talk.say(`OK ${time(0)}`, 'OK token-of-ann-0123456789');
      await talk.hear('live');
      talk.say('OK', `LOBBY ${time(1)} bob: 你好 🚀`);
      await talk.hear('to bob grüße');
      talk.say('OK');
      await talk.hear('downline');
      talk.say('OK Thank you');
      assert.deepEqual(await talk.frame(), { opcode: 8, text: 1000 });
    });
    const chat = begin({ addresses: address, nick: 'ann' });
    for await (const event of chat) {
      if (event.type === 'message') {
        assert.equal(event.text, '你好 🚀');
        break;
      }
    }
    await chat.to('bob', 'grüße');
    await chat.close();
    await played;
  });
}

test('what is no text ends the connection', { skip }, async () => {
  const { address, played } = await serving(async (talk) => {
    talk.send(0x82, Buffer.from('OK parley/1'));
    assert.deepEqual(await talk.frame(), { opcode: 8, text: 4003 });
  });
  const chat = connect({ addresses: address, nick: 'ann' });
  await played;
  for await (const event of chat) {
    assert.equal(event.type, 'disconnected');
    break;
  }
  await chat.close();
});

test('what is no address', () => {
  for (const address of ['', 'localhost:7080', 'http://localhost/chat', 'ws://', 'ws:///chat']) {
    assert.throws(() => webSocketDialer().check(address), InvalidArgument);
  }
});
