import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgument, lines } from '../src/node.js';

const TIME = '2026-11-23T10:00:00.000001Z';

test('lines', () => {
  assert.equal(lines.login(' ann '), 'ann');
  assert.equal(lines.login('e\u0301ve'), '\u00e9ve');
  assert.equal(lines.login('می‌خواهم'), 'می‌خواهم');
  assert.equal(lines.login('ann', '0123456789_-aBcD'), 'ann 0123456789_-aBcD');
  assert.equal(lines.pub('  Hello: all '), 'pub   Hello: all ');
  assert.equal(lines.once('A.b_C-9', 'x'), 'once A.b_C-9 x');
  assert.equal(lines.to('bob', ' psst'), 'to bob  psst');
  assert.equal(lines.to('❤️!', 'x'), 'to ❤️! x');
  assert.equal(lines.history(1000), 'history 1000');
  assert.equal(lines.search('two words'), 'search two words');
  assert.equal(lines.since(TIME), `since ${TIME}`);
  assert.equal(lines.command('help pub'), 'help pub');
  assert.equal(lines.command('to bob psst'), 'to bob psst');
  assert.equal(lines.command('touch bob'), 'touch bob');
});

const BAD_TEXTS = ['', ' ', '\t\u00a0\u3000', '\u001c\u0085', 'a\nb', 'a\rb', 'a\0b', '\ud800', 'x'.repeat(65_536), 7, undefined, null];

for (const [name, make] of Object.entries({
  pub: lines.pub,
  once: (text) => lines.once('k', text),
  to: (text) => lines.to('bob', text),
  search: lines.search,
  command: lines.command,
})) {
  test(`no text for ${name}`, () => {
    for (const text of BAD_TEXTS) {
      assert.throws(() => make(text), InvalidArgument, JSON.stringify(text));
    }
  });
}

test('no names', () => {
  for (const nick of ['', ' ', 'a b', 'a\nb', 'ann!', '❤', 'x'.repeat(33), '\u200b', 'a\u3000b', 7, undefined]) {
    assert.throws(() => lines.login(nick), InvalidArgument, JSON.stringify(nick));
  }
  for (const name of ['', ' ', 'bob dan', '\u3000', '\u2009bob', '\ufeff', 'b\x1fob', '\u2028', '\u200bbob', '\u3164', 'b\tb', 'b\u0085b', '\ufffe', undefined]) {
    assert.throws(() => lines.to(name, 'x'), InvalidArgument, JSON.stringify(name));
  }
});

test('no commands', () => {
  for (const line of ['to', 'to bob', ' TO bob ', 'to\u3000bob', '\u3000to bob\u3000', 'to \u3000 ']) {
    assert.throws(() => lines.command(line), InvalidArgument, JSON.stringify(line));
  }
});

test('no numbers, keys, times and tokens', () => {
  for (const count of [0, -1, 1001, 1.5, NaN, '3', undefined]) {
    assert.throws(() => lines.history(count), InvalidArgument);
  }
  for (const key of ['', 'a/b', 'a b', 'é', 'x'.repeat(65), undefined]) {
    assert.throws(() => lines.once(key, 'x'), InvalidArgument);
  }
  for (const time of ['', 'yesterday', '2026-11-23T10:01:02Z', '2026-11-23T10:01:02.345678+01:00', '2026-13-23T10:01:02.345678Z']) {
    assert.throws(() => lines.since(time), InvalidArgument);
  }
  for (const token of ['', 'short', 'x'.repeat(65), '0123456789 123456']) {
    assert.throws(() => lines.login('ann', token), InvalidArgument);
  }
});
