/** What a conversation keeps, in whichever order it comes to know of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '../page/conversation.js';

const said = (second, mine = false) => ({
  kind: 'lobby',
  time: `2026-11-23T10:01:0${second}.000000Z`,
  nick: 'ann',
  text: `at ${second}`,
  mine,
});
const texts = (conversation) => conversation.items.map((item) => item.text);

test('what came before its history is there once, in its place', () => {
  const lobby = new Conversation('');
  lobby.add(said(2, true), false);
  lobby.addBefore([said(1), said(2), said(3)]);
  lobby.add(said(3), false);
  lobby.add(said(4), false);
  assert.deepEqual(texts(lobby), ['at 1', 'at 2', 'at 3', 'at 4']);
  assert.deepEqual(lobby.items.map((item) => item.mine), [false, true, false, false]);
});

test('what comes after its history is there once, and known for one’s own', () => {
  const lobby = new Conversation('');
  lobby.addBefore([said(1), said(2)]);
  assert.equal(lobby.add(said(2, true), false), false);
  assert.equal(lobby.add(said(3), false), true);
  assert.deepEqual(texts(lobby), ['at 1', 'at 2', 'at 3']);
  assert.deepEqual(lobby.items.map((item) => item.mine), [false, true, false]);
  assert.equal(lobby.unread, 1);
});

test('two whispers of one time are two, as that is no id', () => {
  const whispers = new Conversation('ann');
  whispers.add(said(1), true);
  whispers.add(said(1), true);
  assert.equal(whispers.items.length, 2);
});
