/** People who come to the page in Chromium, to a server of their own. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { Server, Telnet } from './server.js';

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

/** Milliseconds within which whatever is waited for comes, also on a busy machine. */
const PATIENCE = 30_000;

const PICTURES = process.env.PARLEY_SCREENSHOTS;

/** A server, a browser, and what it had to complain of. */
export class Visitors {
  server;
  #browser;
  #profile;
  #complaints = [];
  #telnets = [];

  /** @param {number} [port] the server's, for lines; a free one if left out */
  static async start(port) {
    const visitors = new Visitors();
    visitors.server = await Server.start(port);
    visitors.#profile = await mkdtemp(path.join(tmpdir(), 'parley-chromium-'));
    visitors.#browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
      env: { ...process.env, HOME: visitors.#profile },
    });
    return visitors;
  }

  async stop() {
    await this.#browser?.close();
    await this.server?.stop();
    await rm(this.#profile, { recursive: true, force: true });
  }

  /** A page of its own, whose every complaint fails the tests, but that the server is away. */
  async visit({ viewport = DESK, colorScheme = 'light' } = {}) {
    const context = await this.#browser.newContext({ viewport, colorScheme, locale: 'en-GB', deviceScaleFactor: 2 });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      if (message.type() === 'error' && !/WebSocket connection to .* failed|ERR_CONNECTION/.test(message.text())) {
        this.#complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => this.#complaints.push(String(error)));
    page.on('dialog', (dialog) => this.#complaints.push(`a dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!/^(http|ws):\/\/127\.0\.0\.1:/.test(request.url())) {
        this.#complaints.push(`asked for ${request.url()}`);
      }
    });
    await page.goto(this.server.url);
    return page;
  }

  /** A page that is empty. */
  async blank() {
    return (await this.#browser.newContext({ deviceScaleFactor: 2 })).newPage();
  }

  /** Somebody in the lobby. */
  async join(nick, how) {
    const page = await this.visit(how);
    await page.getByLabel('Your name').fill(nick);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Lobby' }).waitFor();
    return page;
  }

  async telnet(nick) {
    const telnet = await Telnet.login(this.server.port, nick);
    this.#telnets.push(telnet);
    return telnet;
  }

  /** All of them, those with telnet too; nothing may have gone wrong with any page. */
  async leave() {
    this.#telnets.splice(0).forEach((telnet) => telnet.leave());
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    assert.deepEqual(this.#complaints.splice(0), []);
  }
}

export async function say(page, text) {
  await page.getByRole('textbox', { name: /^(Say something|Whisper to)/ }).fill(text);
  await page.keyboard.press('Enter');
}

/** What was said, as the conversation shows it. */
export const bubble = (page, text) => page.locator('#log .bubble', { hasText: text });

/** The row of a conversation in the list. */
export const row = (page, name) => page.locator('#conversations').getByRole('button', { name });

/** The id of what has the keyboard. */
export const focused = (page) => page.evaluate(() => document.activeElement.id);

export async function assertFits(page) {
  const [width, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(width <= seen, `nothing to scroll sideways, but ${width} pixels of ${seen}`);
}

export async function picture(page, name) {
  if (PICTURES) {
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
}
