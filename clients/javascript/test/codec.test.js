import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { LineDecoder, parse } from '../src/node.js';

const VECTORS = new URL('../../../protocol/vectors/', import.meta.url);
const BYTES = new TextEncoder().encode(
  'OK parley/1 \r\nLOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀 \u2028\u0085\rx\n\r\nOK 1\r\nBYE shut',
);
const LINES = ['OK parley/1 ', 'LOBBY 2026-11-23T10:00:00.000001Z bób: 你好: 🚀 \u2028\u0085\rx', '', 'OK 1'];

test('lines are whole wherever the bytes are split, and an unfinished one is none', () => {
  for (let first = 0; first <= BYTES.length; first++) {
    for (const second of [first, first + 1, BYTES.length - 1]) {
      const decoder = new LineDecoder();
      const pieces = [BYTES.subarray(0, first), BYTES.subarray(first, second), BYTES.subarray(Math.max(first, second))];
      assert.deepEqual(pieces.flatMap((piece) => decoder.push(piece)), LINES, `split at ${first}`);
    }
  }
  const decoder = new LineDecoder();
  assert.deepEqual([...BYTES].flatMap((byte) => decoder.push(Uint8Array.of(byte))), LINES);
});

test('a line of 300 KiB is one; one without an end is given up', () => {
  const long = 'x'.repeat(300 * 1024);
  assert.deepEqual(new LineDecoder().push(Buffer.from(`OK ${long}\r\n`)), [`OK ${long}`]);
  const decoder = new LineDecoder();
  const piece = new Uint8Array(1024 * 1024).fill(120);
  assert.throws(() => {
    for (let pieces = 0; pieces < 100; pieces++) {
      decoder.push(piece);
    }
  }, /without an end/);
});

test('a byte order mark and bytes that are not UTF-8 are text', () => {
  const decoder = new LineDecoder();
  assert.deepEqual(decoder.push(Buffer.from([0xef, 0xbb, 0xbf, 0x4f, 0x4b, 0x20, 0xff, 10])), ['\ufeffOK \ufffd']);
});

test('what stands in a line', () => {
  const time = '2026-11-23T10:00:00.000001Z';
  const said = { time, nick: 'ann', text: ' a: b ' };
  assert.deepEqual(parse(`LOBBY ${time} ann:  a: b `), { word: 'LOBBY', ...said });
  assert.deepEqual(parse(`WHISPER ${time} ann: `), { word: 'WHISPER', ...said, text: '' });
  assert.deepEqual(parse(`LOBBY ${time} : x`), { word: 'LOBBY', time, nick: '', text: 'x' });
  assert.deepEqual(parse('OK'), { word: 'OK', text: '' });
  assert.deepEqual(parse('OK  two'), { word: 'OK', text: ' two' });
  assert.deepEqual(parse('ERR usage'), { word: 'ERR', code: 'usage', text: '' });
  assert.deepEqual(parse('BYE nick-lost So it is.'), { word: 'BYE', code: 'nick-lost', text: 'So it is.' });
  assert.deepEqual(parse('MISSED 12'), { word: 'MISSED', count: 12 });
  assert.deepEqual(parse('MISSED ?'), { word: 'MISSED', count: null });
  for (const line of ['', 'OKAY', 'ok', 'TYPING ann', ' OK', 'LOBBYIST x', 'constructor', '__proto__ x']) {
    assert.deepEqual(parse(line), { word: '', text: line });
  }
});

test('each line of the transcripts is understood', () => {
  let count = 0;
  for (const file of readdirSync(VECTORS).filter((name) => name.endsWith('.txt'))) {
    for (const [, template] of readFileSync(new URL(file, VECTORS), 'utf8').matchAll(/^(?!direct )[a-z]+ <\*? (.*)$/gm)) {
      const line = template
        .replace(/\{time(:\w+)?\}/g, '2026-11-23T10:00:00.000001Z')
        .replaceAll('{n}', '7')
        .replace('{any}', 'some: text');
      assert.deepEqual(parse(line), meaning(line), `${file}: ${line}`);
      count++;
    }
  }
  assert.ok(count > 400, `${count} lines`);
});

/** The same, written another way on purpose. */
function meaning(line) {
  const forms = [
    [/^(?<word>LOBBY|WHISPER|NOTICE) (?<time>\S+) (?<nick>.*?): (?<text>.*)$/, (found) => found],
    [/^(?<word>MISSED) (?<n>\d+|\?)$/, ({ word, n }) => ({ word, count: n === '?' ? null : parseInt(n, 10) })],
    [/^(?<word>OK|USER|HELP)(?: (?<text>.*))?$/, ({ word, text = '' }) => ({ word, text })],
    [/^(?<word>ERR|BYE) (?<code>\S+)(?: (?<text>.*))?$/, ({ word, code, text = '' }) => ({ word, code, text })],
  ];
  for (const [form, make] of forms) {
    const match = form.exec(line);
    if (match) {
      return { ...make({ ...match.groups }) };
    }
  }
  throw new Error(`no such line: ${line}`);
}
