/** All of the page by keyboard alone, and what is told to who listens to it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { bubble, focused, PHONE, row, say, Visitors } from './visitors.js';

let visitors;
before(async () => (visitors = await Visitors.start()));
afterEach(() => visitors.leave());
after(() => visitors?.stop());

/** What Tab comes to, one after the other, by id or else by what it says, until it comes to `last`. */
async function tabs(page, last) {
  const all = [];
  do {
    await page.keyboard.press('Tab');
    all.push(await page.evaluate(() => document.activeElement.id || document.activeElement.innerText.trim()));
  } while (all.at(-1) !== last && all.length < 30);
  return all;
}

test('a name, Enter, a message, Enter', async () => {
  const ann = await visitors.visit();
  assert.equal(await focused(ann), 'nick');
  await ann.keyboard.press('Enter');
  await ann.getByText('Please choose a name.').waitFor();
  await ann.keyboard.type('ann');
  assert.deepEqual(await tabs(ann, 'enter'), ['enter']);
  await ann.keyboard.press('Shift+Tab');
  await ann.keyboard.press('Enter');
  await ann.getByRole('heading', { name: 'Lobby' }).waitFor();
  assert.equal(await focused(ann), 'text');
  await ann.keyboard.type('one line');
  await ann.keyboard.press('Shift+Enter');
  await ann.keyboard.type('and its end');
  assert.equal(await ann.locator('#text').inputValue(), 'one line\nand its end');
  await ann.keyboard.press('Enter');
  await bubble(ann, 'one line and its end').waitFor();
  assert.equal(await ann.locator('#text').inputValue(), '');
  assert.equal(await focused(ann), 'text');
  await ann.keyboard.press('Enter');
  assert.equal(await ann.locator('#log .said, #outgoing li').count(), 1);
});

test('Tab goes from the conversations to the people, the conversation and what is written', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  tim.say('to ann psst');
  await row(ann, /tim/).waitFor();
  await ann.locator('#people').getByRole('button', { name: 'tim' }).waitFor();
  await ann.keyboard.type('half a sent');
  await row(ann, /Lobby/).focus();
  assert.deepEqual(await tabs(ann, 'send'), [
    'T\ntim\n1\nunread',
    'T\ntim',
    'leave',
    'open-search',
    'scroller',
    'text',
    'send',
  ]);
  // Nobody is led behind what lies over the conversation.
  await ann.keyboard.press('Control+k');
  assert.deepEqual(await tabs(ann, 'found'), ['close-search', 'found']);
  await ann.keyboard.press('Shift+Tab');
  await ann.keyboard.press('Enter');
  assert.equal(await ann.locator('#search').isHidden(), true);
});

test('Escape closes what is open, and goes back to where one was', async () => {
  const ann = await visitors.join('ann');
  await ann.keyboard.type('half a sent');
  await ann.keyboard.press('Control+k');
  await ann.keyboard.type('words');
  await ann.keyboard.press('Escape');
  assert.equal(await ann.locator('#search').isHidden(), true);
  assert.equal(await focused(ann), 'text');
  await ann.keyboard.type('ence');
  assert.equal(await ann.locator('#text').inputValue(), 'half a sentence');
  await ann.keyboard.press('Control+k');
  assert.equal(await ann.locator('#words').inputValue(), 'words');
  await ann.keyboard.press('Escape');

  await ann.locator('#open-search').press('Enter');
  assert.equal(await focused(ann), 'words');
  await ann.keyboard.press('Escape');
  assert.equal(await focused(ann), 'open-search');
});

test('Escape goes to the end of what was said', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  await visitors.server.publish('chat', `tim: ${'a long story '.repeat(700)} `);
  await bubble(ann, 'a long story').waitFor();
  await ann.locator('#scroller').focus();
  await ann.keyboard.press('Home');
  const latest = ann.getByRole('button', { name: 'Latest' });
  await latest.waitFor();
  // The browser scrolls there little by little.
  await ann.waitForFunction(() => document.getElementById('scroller').scrollTop === 0);
  tim.say('pub and its end');
  await ann.getByRole('button', { name: '1 new' }).waitFor();
  await row(ann, /Lobby 1 unread/).waitFor();
  assert.equal(await ann.title(), '(1) Parley');
  await ann.keyboard.press('Escape');
  await ann.locator('#latest').waitFor({ state: 'hidden' });
  await row(ann, /^Lobby$/).waitFor();
  assert.equal(await ann.title(), 'Parley');
});

test('on a phone Escape puts the list away', async () => {
  const ann = await visitors.join('ann', { viewport: PHONE });
  await ann.locator('#open-sidebar').press('Enter');
  assert.equal(await focused(ann), 'close-sidebar');
  assert.equal(await ann.locator('#room').evaluate((room) => room.inert), true);
  await ann.keyboard.press('Escape');
  assert.equal(await focused(ann), 'open-sidebar');
  await ann.locator('#open-sidebar').press('Enter');
  await ann.keyboard.press('Control+k');
  assert.equal(await focused(ann), 'words');
});

test('Alt and an arrow go from one conversation to the next', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  tim.say('to ann psst');
  await row(ann, /tim/).waitFor();
  await ann.keyboard.type('for everybody');
  await ann.keyboard.press('Alt+ArrowDown');
  await ann.getByRole('heading', { name: 'tim' }).waitFor();
  assert.equal(await ann.locator('#text').inputValue(), '');
  await ann.keyboard.type('for tim');
  await ann.keyboard.press('Alt+ArrowDown');
  await ann.getByRole('heading', { name: 'Lobby' }).waitFor();
  assert.equal(await ann.locator('#text').inputValue(), 'for everybody');
  await ann.keyboard.press('Alt+ArrowUp');
  assert.equal(await ann.locator('#text').inputValue(), 'for tim');
});

test('who listens is told of what comes, and each button has a name', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  tim.say('pub can you hear me');
  await ann.locator('#announcer', { hasText: 'tim: can you hear me' }).waitFor({ state: 'attached' });
  tim.say('to ann psst');
  await ann.locator('#announcer', { hasText: 'tim whispers: psst' }).waitFor({ state: 'attached' });
  await say(ann, 'what I say I know');
  await bubble(ann, 'what I say I know').waitFor();
  await ann.keyboard.press('Control+k');
  for (const button of await ann.getByRole('button').all()) {
    assert.notEqual((await button.getAttribute('aria-label')) ?? (await button.innerText()), '');
  }
  assert.doesNotMatch(await ann.locator('#announcer').textContent(), /what I say/);
});
