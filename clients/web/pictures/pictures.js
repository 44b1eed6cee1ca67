/** Makes the pictures; ./make runs it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import UPNG from 'upng-js';
import { talk } from '../test/scene.js';
import { PARLEY } from '../test/server.js';
import { DESK, PHONE, Visitors } from '../test/visitors.js';
import { Terminal } from './terminal.js';

/** So many colours are enough for text, its edges and some flat areas, and make a file a third as large. */
const COLOURS = 128;

async function keep(name, png) {
  const picture = UPNG.decode(png);
  const small = UPNG.encode(UPNG.toRGBA8(picture), picture.width, picture.height, COLOURS);
  await writeFile(path.join(new URL('.', import.meta.url).pathname, `${name}.png`), Buffer.from(small));
}

async function page(visitors) {
  const mia = await visitors.join('mia');
  await talk(visitors, mia);
  for (const [kind, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    for (const colorScheme of ['light', 'dark']) {
      await mia.setViewportSize(viewport);
      await mia.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await mia.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await keep(`${kind}-${colorScheme}`, await mia.screenshot());
    }
  }
}

async function lines(visitors) {
  const terminal = await Terminal.open('nc');
  await terminal.enter(`nc 127.0.0.1 ${visitors.server.port}`);
  await terminal.await('nickname');
  await terminal.enter('ann');
  await terminal.await('Welcome ann');
  await terminal.enter('live');
  await terminal.await('\nOK\n');
  const bob = await visitors.telnet('bob');
  bob.say('pub Hello, is anybody here?');
  await terminal.await('bob: Hello');
  await terminal.enter('pub Yes, I am, with nothing but nc.');
  await terminal.await('ann: Yes');
  bob.say('to ann Psst! The key is under the mat.');
  await terminal.await('Psst!');
  await terminal.enter('users');
  await terminal.await('OK 2');
  await keep('nc', await terminal.picture(await visitors.blank()));
  await terminal.enter('downline');
  await terminal.await('Thank you');
}

async function chat(visitors) {
  const terminal = await Terminal.open('chat');
  await terminal.enter(`clear; ${PARLEY} chat 127.0.0.1:${visitors.server.port}`);
  await terminal.await('nickname');
  await terminal.enter('ann');
  await terminal.await('you are ann');
  const [carla, daria] = await Promise.all(['carla', 'дарья'].map((nick) => visitors.telnet(nick)));
  carla.say('pub Hello, is anybody here?');
  await terminal.await('carla: Hello');
  await terminal.enter('Yes, I am!');
  await terminal.await('ann: Yes');
  daria.say('pub Доброе утро! Good morning to all of you.');
  await terminal.await('Good morning');
  carla.say('to ann Psst! The key is under the mat.');
  await terminal.await('Psst!');
  await terminal.enter('/to carla Thanks, I found it.');
  await terminal.await('to carla: Thanks');
  await visitors.server.operate('announce', 'Back in five minutes.');
  await terminal.await('Back in five');
  await terminal.enter('/search hello');
  await terminal.await('found for hello');
  await terminal.type('a line that is half ty');
  daria.say('pub See you later');
  await terminal.await('See you later');
  await terminal.await('half ty');
  await keep('chat', await terminal.picture(await visitors.blank()));
}

for (const [port, ...scenes] of [[undefined, page], [7070, lines, chat]]) {
  const visitors = await Visitors.start(port);
  try {
    for (const scene of scenes) {
      await scene(visitors);
    }
    await visitors.leave();
  } finally {
    await Terminal.closeAll();
    await visitors.stop();
  }
}
