/** The page in Chromium, as people use it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { Server, Telnet } from './server.js';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PATIENCE = 30_000;
const PICTURES = process.env.PARLEY_SCREENSHOTS;

let server;
let browser;
let profile;
const complaints = [];

before(async () => {
  server = await Server.start();
  profile = await mkdtemp(path.join(tmpdir(), 'parley-chromium-'));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: { ...process.env, HOME: profile },
  });
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(profile, { recursive: true, force: true });
});

/** A page of its own, whose every complaint fails the tests, but that the server is away. */
async function visit({ viewport = DESK, colorScheme = 'light' } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', deviceScaleFactor: 2 });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('console', (message) => {
    if (message.type() === 'error' && !/WebSocket connection to .* failed|ERR_CONNECTION/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!/^(http|ws):\/\/127\.0\.0\.1:/.test(request.url())) {
      complaints.push(`asked for ${request.url()}`);
    }
  });
  await page.goto(server.url);
  return page;
}

async function join(nick, options) {
  const page = await visit(options);
  await page.getByLabel('Your name').fill(nick);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Lobby' }).waitFor();
  return page;
}

async function say(page, text) {
  await page.getByRole('textbox', { name: /^(Say something|Whisper to)/ }).fill(text);
  await page.keyboard.press('Enter');
}

const bubble = (page, text) => page.locator('#log .bubble', { hasText: text });

async function leave(page) {
  await page.context().close();
}

async function picture(page, name) {
  if (PICTURES) {
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
}

function assertNoComplaints() {
  assert.deepEqual(complaints, []);
}

// Before the others, whose hostile texts no picture needs.
for (const [kind, viewport] of [['desk', DESK], ['phone', PHONE], ['narrow', { width: 320, height: 568 }]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it fits ${kind}, ${colorScheme}`, async () => {
      const entrance = await visit({ viewport, colorScheme });
      await picture(entrance, `entrance-${kind}-${colorScheme}`);
      await leave(entrance);
      const mia = await join('mia', { viewport, colorScheme });
      const [jonas, daria] = await Promise.all([Telnet.login(server.port, 'jonas'), Telnet.login(server.port, 'дарья')]);
      jonas.say('pub Has anybody tried the new release yet?');
      await bubble(mia, 'new release').last().waitFor();
      jonas.say('pub The notes are at https://example.org/releases/2');
      await bubble(mia, 'The notes are at').last().waitFor();
      daria.say('pub Да, со вчерашнего дня: всё работает, и очень быстро!');
      await bubble(mia, 'очень быстро').last().waitFor();
      await say(mia, 'Same here: the upgrade took a minute, and nobody noticed.');
      await bubble(mia, 'nobody noticed').last().waitFor();
      await server.operate('announce', 'The server moves to a new machine tonight at ten.');
      await mia.locator('.notice').last().waitFor();
      jonas.say('to mia Could you look at my patch this afternoon?');
      await mia.locator('#conversations').getByText('jonas').waitFor({ state: 'attached' });
      for (const nick of ['jonas', 'дарья']) {
        await mia.locator('#people').getByText(nick).waitFor({ state: 'attached' });
      }
      const [width, seen] = await mia.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(width <= seen, 'nothing to scroll sideways');
      await picture(mia, `chat-${kind}-${colorScheme}`);
      if (kind !== 'desk') {
        await mia.getByRole('button', { name: 'Conversations and people' }).click();
        await mia.locator('#people').getByRole('button', { name: 'jonas' }).waitFor();
        await mia.waitForFunction(() => document.getElementById('sidebar').getBoundingClientRect().left === 0);
        await picture(mia, `list-${kind}-${colorScheme}`);
      }
      await mia.locator('#conversations').getByRole('button', { name: /jonas/ }).click();
      await bubble(mia, 'my patch').waitFor();
      await picture(mia, `whisper-${kind}-${colorScheme}`);
      jonas.leave();
      daria.leave();
      await leave(mia);
      assertNoComplaints();
    });
  }
}

test('two people and somebody with telnet talk', async () => {
  const ann = await join('ann');
  const ben = await join('ben', { viewport: PHONE, colorScheme: 'dark' });
  const tim = await Telnet.login(server.port, 'tim');
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
  await Promise.all([leave(ann), leave(ben)]);
  tim.leave();
  assertNoComplaints();
});

test('whispers are conversations, and what is unread is marked', async () => {
  const ann = await join('ann');
  const tim = await Telnet.login(server.port, 'tim');
  tim.say('live');
  tim.say('to ann Do you have a minute?');
  const row = ann.locator('#conversations').getByRole('button', { name: /tim/ });
  await row.waitFor();
  assert.match(await row.innerText(), /1/);
  assert.match(await ann.title(), /^\(1\)/);
  await row.click();
  await ann.getByRole('heading', { name: 'tim' }).waitFor();
  await bubble(ann, 'Do you have a minute?').waitFor();
  assert.equal(await ann.locator('#log .rule.new').count(), 1);
  assert.equal(await ann.title(), 'Parley');
  await say(ann, 'Sure, go ahead');
  await tim.hear(/^WHISPER .* ann: Sure, go ahead/);
  await bubble(ann, 'Sure, go ahead').waitFor();
  await ann.locator('#conversations').getByRole('button', { name: /Lobby/ }).click();
  assert.equal(await bubble(ann, 'Sure, go ahead').count(), 0);

  tim.say('downline');
  await ann.locator('#conversations').getByRole('button', { name: /tim/ }).click();
  await tim.hear(/^OK Thank you/);
  await say(ann, 'Still there?');
  await ann.getByText('Nobody of that name is here now.').waitFor();
  await ann.getByRole('button', { name: 'Discard' }).click();
  assert.equal(await ann.locator('#outgoing li').count(), 0);
  await leave(ann);
  assertNoComplaints();
});

test('nothing is lost or said twice when the server is started again', async () => {
  const ann = await join('ann');
  const ben = await join('ben');
  await say(ann, 'before');
  await bubble(ben, 'before').waitFor();
  await server.down();
  await ann.getByText(/Trying again; what you write waits/).waitFor();
  await say(ann, 'meanwhile');
  await ann.locator('#outgoing').getByText('meanwhile').waitFor();
  await server.up();
  const tim = await Telnet.login(server.port, 'tim');
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
  tim.leave();
  await Promise.all([leave(ann), leave(ben)]);
  assertNoComplaints();
});

test('hostile names and texts stay text', async () => {
  const ann = await join('ann');
  const name = '<img src=x onerror=alert(1)>';
  const text = '<script>alert(2)</script><b>bold</b> javascript:alert(3) http://a.example/"onmouseover="alert(4) &amp;';
  await server.publish('chat', `${name}: ${text} `);
  const said = bubble(ann, '<script>');
  await said.waitFor();
  assert.equal(await said.textContent(), text);
  assert.equal(await ann.locator('#log .who bdi').last().textContent(), name);
  assert.equal(await ann.locator('#log img, #log script, #log b, #people img').count(), 0);
  const links = said.getByRole('link');
  assert.equal(await links.count(), 1);
  assert.equal(await links.getAttribute('href'), 'http://a.example/');
  await server.publish('chat', ': nobody said this ');
  await bubble(ann, 'nobody said this').waitFor();
  await server.publish('chat', `long: ${'x'.repeat(3_000)} `);
  await bubble(ann, 'xxxxxxxxxx').waitFor();
  const [width, seen] = await ann.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(width <= seen, 'nothing makes the page wider');
  await leave(ann);
  assertNoComplaints();
});

test('a name that is taken, and the way out', async () => {
  const ann = await join('ann');
  const second = await visit();
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
  await server.operate('kick', 'ann');
  await ann.getByText(/asked to leave/).waitFor();
  await Promise.all([leave(ann), leave(second)]);
  assertNoComplaints();
});

test('all of it can be reached by keyboard, and is told to who listens', async () => {
  const ann = await join('ann');
  const tim = await Telnet.login(server.port, 'tim');
  assert.equal(await ann.evaluate(() => document.activeElement.id), 'text');
  tim.say('pub can you hear me');
  await ann.locator('#announcer', { hasText: 'tim: can you hear me' }).waitFor({ state: 'attached' });
  await ann.keyboard.press('Control+k');
  assert.equal(await ann.evaluate(() => document.activeElement.id), 'words');
  await ann.keyboard.press('Escape');
  assert.equal(await ann.evaluate(() => document.activeElement.id), 'open-search');
  tim.say('to ann psst');
  await ann.locator('#conversations').getByRole('button', { name: /tim/ }).waitFor();
  await ann.keyboard.press('Alt+ArrowDown');
  await ann.getByRole('heading', { name: 'tim' }).waitFor();
  for (const button of await ann.getByRole('button').all()) {
    assert.notEqual((await button.getAttribute('aria-label')) ?? (await button.innerText()), '');
  }
  tim.leave();
  await leave(ann);
  assertNoComplaints();
});
