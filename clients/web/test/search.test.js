/** What was said is looked for, in the archive. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertFits, bubble, focused, PHONE, picture, row, say, Visitors } from './visitors.js';

let visitors;
before(async () => (visitors = await Visitors.start()));
afterEach(() => visitors.leave());
after(() => visitors?.stop());

const status = (page) => page.locator('#search-status');
const results = (page) => page.locator('#results .bubble, #results .notice span');

async function look(page, words) {
  await page.getByRole('searchbox', { name: 'Words to look for' }).fill(words);
  await page.keyboard.press('Enter');
}

// Before the others, as an archive that was read once can't be taken away.
test('where no archive answers, that is said, and the chat goes on', async () => {
  const ann = await visitors.join('ann');
  await say(ann, 'before the archive is away');
  await bubble(ann, 'before the archive is away').waitFor();
  await visitors.server.hideArchive();
  await ann.keyboard.press('Control+k');
  await look(ann, 'archive');
  await status(ann).getByText('Looking…').waitFor();
  await status(ann).getByText('The archive does not answer just now. Please try again in a moment.').waitFor();
  assert.equal(await status(ann).getAttribute('class'), 'status error');
  await picture(ann, 'search-away-desk-light');
  await ann.keyboard.press('Escape');
  await say(ann, 'meanwhile');
  await bubble(ann, 'meanwhile').waitFor();

  await visitors.server.showArchive();
  await ann.keyboard.press('Control+k');
  await look(ann, 'archive');
  await results(ann).getByText('before the archive is away').waitFor();
  assert.equal(await status(ann).innerText(), 'One message');
  assert.equal(await status(ann).getAttribute('class'), 'status');
});

test('what holds all of the words is found, and they are marked', async () => {
  const ben = await visitors.join('ben');
  const tim = await visitors.telnet('tim');
  for (const text of ['A brown fox', 'A Crème brûlée, and another BROWN fox; foxes too', 'a dog', 'https://example.org/fox?brown']) {
    tim.say(`pub ${text}`);
    await bubble(ben, text).waitFor();
  }
  await ben.getByRole('button', { name: 'Search what was said' }).click();
  assert.equal(await focused(ben), 'words');
  assert.match(await status(ben).innerText(), /Whispers are kept nowhere/);
  await look(ben, 'fox Brown');
  await status(ben).getByText(/^3 messages$/).waitFor();
  assert.deepEqual(await results(ben).allInnerTexts(), [
    'A brown fox',
    'A Crème brûlée, and another BROWN fox; foxes too',
    'https://example.org/fox?brown',
  ]);
  assert.deepEqual(await results(ben).nth(1).locator('mark').allInnerTexts(), ['BROWN', 'fox']);
  const link = results(ben).nth(2).getByRole('link');
  assert.equal(await link.getAttribute('href'), 'https://example.org/fox?brown');
  assert.deepEqual(await link.locator('mark').allInnerTexts(), ['fox', 'brown']);
  await picture(ben, 'search-desk-light');

  await look(ben, 'CREME');
  await status(ben).getByText('One message').waitFor();
  assert.deepEqual(await results(ben).locator('mark').allInnerTexts(), ['Crème']);
  // What is new meanwhile is unread, as the search lies over it, and none of it is among what was found.
  tim.say('pub and a fox behind it');
  await row(ben, /Lobby 1 unread/).waitFor();
  assert.equal(await results(ben).count(), 1);
  await ben.getByRole('button', { name: 'Close the search' }).click();
  await ben.locator('#log .rule.new').waitFor();
  await row(ben, /^Lobby$/).waitFor();
});

test('announcements are found, and one character of a script without spaces', async () => {
  const cem = await visitors.join('cem', { viewport: PHONE, colorScheme: 'dark' });
  await visitors.server.operate('announce', 'The garden closes at ten.');
  await cem.locator('#log .notice').waitFor();
  await say(cem, '我们在花园里聊天');
  await bubble(cem, '花园').waitFor();
  await cem.getByRole('button', { name: 'Search what was said' }).click();
  await look(cem, 'garden');
  await results(cem).getByText('The garden closes at ten.').waitFor();
  assert.deepEqual(await results(cem).locator('mark').allInnerTexts(), ['garden']);
  await look(cem, '园');
  await results(cem).getByText('我们在花园里聊天').waitFor();
  assert.deepEqual(await results(cem).locator('mark').allInnerTexts(), ['园']);
  await assertFits(cem);
  await picture(cem, 'search-phone-dark');
});

test('nothing found, and nothing to look for', async () => {
  const eve = await visitors.join('eve');
  await eve.keyboard.press('Control+k');
  await look(eve, 'elephant');
  await status(eve).getByText('Nothing was found.').waitFor();
  assert.equal(await results(eve).count(), 0);
  await look(eve, '?!');
  await status(eve).getByText('There is no word, number or character in that to look for.').waitFor();
  await look(eve, '');
  await status(eve).getByText('Whispers are kept nowhere').waitFor();
});

test('what was found stays text, and is what is marked in it', { timeout: 60_000 }, async () => {
  const ann = await visitors.join('ann');
  const text = '<img src=x onerror=alert(1)> <b>wombat</b> & $1 "wombat"';
  await visitors.server.publish('chat', `<i>eve</i>: ${text} `);
  await bubble(ann, 'wombat').waitFor();
  await ann.keyboard.press('Control+k');
  // What came through no bridge is archived when it is.
  while ((await results(ann).count()) === 0) {
    await look(ann, 'wombat');
    await status(ann).getByText(/^(One message|Nothing was found)/).waitFor();
  }
  assert.equal(await results(ann).textContent(), text);
  assert.equal(await ann.locator('#results .who bdi').textContent(), '<i>eve</i>');
  assert.equal(await ann.locator('#results').locator('img, b, i').count(), 0);
  assert.equal(await results(ann).locator('mark').count(), 2);
});

test('while the server is away a search waits for it', async () => {
  const ann = await visitors.join('ann');
  await say(ann, 'something about zebras');
  await bubble(ann, 'zebras').waitFor();
  await visitors.server.down();
  await ann.keyboard.press('Control+k');
  await ann.getByText(/Trying again; what you write waits/).waitFor();
  await look(ann, 'zebras');
  await status(ann).getByText('Looking…').waitFor();
  await picture(ann, 'search-lost-desk-light');
  await visitors.server.up();
  await results(ann).getByText('something about zebras').waitFor();
  assert.equal(await ann.locator('#banner').isHidden(), true);
});
