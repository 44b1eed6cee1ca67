/** People talk, in the lobby and with each other, whatever they write and whatever becomes of the server. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { assertFits, bubble, PHONE, row, say, Visitors } from './visitors.js';

/** Milliseconds between two messages of a lobby that is busy. */
const PACE = 3;

let visitors;
before(async () => (visitors = await Visitors.start()));
afterEach(() => visitors.leave());
after(() => visitors?.stop());

test('two people and somebody with telnet talk', async () => {
  const ann = await visitors.join('ann');
  const ben = await visitors.join('ben', { viewport: PHONE, colorScheme: 'dark' });
  const tim = await visitors.telnet('tim');
  tim.say('live');

  await say(ann, 'Good morning! Did everybody find the notes? https://example.org/notes.');
  await bubble(ben, 'Good morning!').waitFor();
  await tim.hear(/^LOBBY .* ann: Good morning!/);
  tim.say('pub Found them, thanks. Grüße aus der Konsole ☃');
  await bubble(ann, 'Grüße aus der Konsole ☃').waitFor();
  await say(ben, 'Reading them on the train 🚆');
  await bubble(ann, 'Reading them on the train').waitFor();

  assert.equal(await ann.locator('#log .said.mine').count(), 1);
  assert.equal(await ben.locator('#log .said.mine').count(), 1);
  const link = bubble(ben, 'Good morning!').getByRole('link');
  assert.equal(await link.getAttribute('href'), 'https://example.org/notes');
  assert.match(await link.getAttribute('rel'), /noopener/);
  await ann.locator('#people').getByRole('button', { name: 'tim' }).waitFor();
  assert.equal(await ann.locator('#outgoing li').count(), 0);
});

test('whispers are conversations, and what is unread is marked', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  tim.say('live');
  tim.say('to ann Do you have a minute?');
  await row(ann, /^tim 1 unread$/).waitFor();
  assert.match(await ann.title(), /^\(1\)/);
  assert.equal(await bubble(ann, 'Do you have a minute?').count(), 0);
  await row(ann, /tim/).click();
  await ann.getByRole('heading', { name: 'tim' }).waitFor();
  await bubble(ann, 'Do you have a minute?').waitFor();
  assert.equal(await ann.locator('#log .rule.new').count(), 1);
  assert.equal(await ann.title(), 'Parley');
  await say(ann, 'Sure, go ahead');
  await tim.hear(/^WHISPER .* ann: Sure, go ahead/);
  await bubble(ann, 'Sure, go ahead').waitFor();
  assert.equal(await ann.locator('#log .rule.new').count(), 0);
  await row(ann, /Lobby/).click();
  assert.equal(await bubble(ann, 'Sure, go ahead').count(), 0);

  tim.say('downline');
  await row(ann, /tim/).click();
  await tim.hear(/^OK Thank you/);
  await say(ann, 'Still there?');
  await ann.getByText('Nobody of that name is here now.').waitFor();
  await ann.getByRole('button', { name: 'Discard' }).click();
  assert.equal(await ann.locator('#outgoing li').count(), 0);
});

test('a conversation begins with a click on somebody, and the lobby goes on behind it', async () => {
  const ann = await visitors.join('ann');
  const tim = await visitors.telnet('tim');
  tim.say('live');
  tim.say('pub read already');
  await bubble(ann, 'read already').waitFor();
  await ann.locator('#people').getByRole('button', { name: 'tim' }).click();
  await ann.getByText('Only you two read this').waitFor();
  await say(ann, 'Between the two of us');
  await tim.hear(/^WHISPER .* ann: Between the two of us/);
  for (const text of ['new one', 'new two']) {
    tim.say(`pub ${text}`);
  }
  await row(ann, /^Lobby 2 unread$/).waitFor();
  assert.equal(await bubble(ann, 'new').count(), 0);
  await row(ann, /Lobby/).click();
  await bubble(ann, 'new two').waitFor();
  const shown = await ann.locator('#log > li').allInnerTexts();
  const rule = shown.indexOf('New');
  assert.match(shown[rule - 1], /read already/);
  assert.match(shown[rule + 1], /new one/);
  assert.match(shown[rule + 2], /new two/);
  assert.equal(await bubble(ann, 'Between the two of us').count(), 0);
});

test('nothing is lost or said twice when the server is started again', async () => {
  const ann = await visitors.join('ann');
  const ben = await visitors.join('ben');
  await say(ann, 'before');
  await bubble(ben, 'before').waitFor();
  await visitors.server.down();
  await ann.getByText(/Trying again; what you write waits/).waitFor();
  await say(ann, 'meanwhile');
  await ann.locator('#outgoing').getByText('meanwhile').waitFor();
  await visitors.server.up();
  const tim = await visitors.telnet('tim');
  tim.say('pub just back');
  for (const page of [ann, ben]) {
    await bubble(page, 'meanwhile').waitFor();
    await bubble(page, 'just back').waitFor();
  }
  await say(ben, 'after');
  await bubble(ann, 'after').waitFor();
  for (const page of [ann, ben]) {
    for (const text of ['before', 'meanwhile', 'just back', 'after']) {
      assert.equal(await bubble(page, text).count(), 1, text);
    }
    assert.equal(await page.locator('#banner').isHidden(), true);
  }
  assert.equal(await ann.locator('#me').innerText(), 'ann');
});

test('hostile names and texts stay text', async () => {
  const ann = await visitors.join('ann');
  const name = '<img src=x onerror=alert(1)>';
  const text = '<script>alert(2)</script><b>bold</b> javascript:alert(3) http://a.example/"onmouseover="alert(4) &amp;';
  await visitors.server.publish('chat', `${name}: ${text} `);
  const said = bubble(ann, '<script>');
  await said.waitFor();
  assert.equal(await said.textContent(), text);
  assert.equal(await ann.locator('#log .who bdi').last().textContent(), name);
  assert.equal(await ann.locator('#log img, #log script, #log b, #people img').count(), 0);
  const links = said.getByRole('link');
  assert.equal(await links.count(), 1);
  assert.equal(await links.getAttribute('href'), 'http://a.example/');
  await visitors.server.publish('chat', ': nobody said this ');
  await bubble(ann, 'nobody said this').waitFor();
  await visitors.server.publish('chat', `long: ${'x'.repeat(3_000)} `);
  await bubble(ann, 'xxxxxxxxxx').waitFor();
  await assertFits(ann);

  await visitors.server.publish('ann', '<b>eve</b>: <i>psst</i>');
  await row(ann, '<b>eve</b> 1 unread').click();
  await ann.getByRole('heading', { name: '<b>eve</b>' }).waitFor();
  assert.equal(await bubble(ann, 'psst').textContent(), '<i>psst</i>');
  assert.equal(await ann.locator('#chat').locator('b, i').count(), 0);
  await row(ann, /Lobby/).click();
  await ann.setViewportSize(PHONE);
  await bubble(ann, 'xxxxxxxxxx').waitFor();
  await assertFits(ann);
});

test('what is said while somebody comes in is shown once', async () => {
  const tim = await visitors.telnet('tim');
  let said = 0;
  let over = false;
  const talk = (async () => {
    while (!over) {
      await visitors.server.publish('chat', `tim: number ${++said}. `);
      await setTimeout(PACE);
    }
  })();
  const pages = [];
  for (const nick of ['ann', 'ben', 'cem', 'dan']) {
    const page = await visitors.join(nick);
    await page.getByText(/^number \d+\.$/).first().waitFor();
    pages.push(page);
  }
  over = true;
  await talk;
  tim.say('pub that was all');
  for (const page of pages) {
    await bubble(page, 'that was all').waitFor();
    const texts = await page.locator('#log .bubble').allInnerTexts();
    const numbers = texts.filter((text) => text.startsWith('number ')).map((text) => Number.parseInt(text.slice(7), 10));
    assert.deepEqual(numbers, Array.from(numbers, (_, at) => numbers[0] + at));
    assert.equal(numbers.at(-1), said);
  }
});

test('a name that is taken, and the way out', async () => {
  const ann = await visitors.join('ann');
  const second = await visitors.visit();
  await second.getByLabel('Your name').fill('ANN');
  await second.keyboard.press('Enter');
  await second.getByText(/Somebody here has that name/).waitFor();
  await second.getByLabel('Your name').fill('a b');
  await second.keyboard.press('Enter');
  await second.getByText(/letters, digits/).waitFor();
  await second.getByLabel('Your name').fill('bea');
  await second.keyboard.press('Enter');
  await second.getByRole('heading', { name: 'Lobby' }).waitFor();
  await second.getByRole('button', { name: 'Leave the chat' }).click();
  await second.getByLabel('Your name').waitFor();
  await visitors.server.operate('kick', 'ann');
  await ann.getByText(/asked to leave/).waitFor();
});
