/** The page fits where it is shown, in light and in dark, and all of it can be read. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { talk } from './scene.js';
import { assertFits, bubble, DESK, PHONE, picture, row, Visitors } from './visitors.js';

let visitors;
before(async () => (visitors = await Visitors.start()));
afterEach(() => visitors.leave());
after(() => visitors?.stop());

/** Texts that are too faint on what is behind them, less than 4.5 to 1. Runs in the page. */
function faint() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const brightness = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) =>
      value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 255 / 12.92,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) =>
    element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : ['Canvas'];
  const contrast = (element, colour) => {
    const background = behind(element);
    const [darker, lighter] = [brightness(background), brightness([...background, colour])].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const shown = [...document.querySelectorAll('body *')].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.getBoundingClientRect().width > 1 &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''),
  );
  const texts = shown.map((element) => [element, getComputedStyle(element).webkitTextFillColor]);
  const hints = [...document.querySelectorAll('[placeholder]')]
    .filter((element) => element.checkVisibility())
    .map((element) => [element, getComputedStyle(element, '::placeholder').color]);
  return {
    looked: texts.length,
    faint: [...texts, ...hints]
      .filter(([element, colour]) => contrast(element, colour) < 4.5)
      .map(([element]) => `${element.tagName}.${element.className}: ${element.textContent}`),
  };
}

async function assertReadable(page, least) {
  const { looked, faint: found } = await page.evaluate(faint);
  assert.ok(looked >= least, `only ${looked} texts were looked at`);
  assert.deepEqual(found, []);
}

for (const [kind, viewport] of Object.entries({ desk: DESK, phone: PHONE, narrow: { width: 320, height: 568 } })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it fits ${kind}, ${colorScheme}`, async () => {
      const name = (what) => `${what}-${kind}-${colorScheme}`;
      const entrance = await visitors.visit({ viewport, colorScheme });
      await assertFits(entrance);
      await assertReadable(entrance, 4);
      await picture(entrance, name('entrance'));
      const mia = await visitors.join('mia', { viewport, colorScheme });
      await talk(visitors, mia);
      await assertFits(mia);
      await assertReadable(mia, 15);
      await picture(mia, name('chat'));
      if (viewport !== DESK) {
        await mia.getByRole('button', { name: 'Conversations and people' }).click();
        await mia.locator('#people').getByRole('button', { name: 'jonas' }).waitFor();
        await mia.waitForFunction(() => document.getElementById('sidebar').getBoundingClientRect().left === 0);
        await assertFits(mia);
        await picture(mia, name('list'));
      }
      await row(mia, /jonas/).click();
      await bubble(mia, 'my patch').waitFor();
      assert.deepEqual(await mia.locator('#log .rule').allInnerTexts(), ['Today', 'New']);
      if (viewport !== DESK) {
        await mia.locator('#sidebar').waitFor({ state: 'hidden' });
      }
      await picture(mia, name('whisper'));
      await mia.getByRole('button', { name: 'Search what was said' }).click();
      await mia.locator('#words').fill('the new');
      await mia.keyboard.press('Enter');
      await mia.locator('#results mark').first().waitFor();
      await assertFits(mia);
      await assertReadable(mia, 8);
      await picture(mia, name('search'));
    });
  }
}

test('light is light, and dark is dark', async () => {
  for (const [colorScheme, least, most] of [['light', 240, 255], ['dark', 0, 40]]) {
    const page = await visitors.visit({ colorScheme });
    const [red] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g);
    assert.ok(red >= least && red <= most, `${colorScheme}: ${red}`);
  }
});

test('on a desk each is offered as much room as there is', async () => {
  const page = await visitors.join('mia', { viewport: { width: 900, height: 600 } });
  for (const width of [761, 900, 2_560]) {
    await page.setViewportSize({ width, height: 600 });
    await assertFits(page);
    const boxes = await page.evaluate(() =>
      ['log', 'composer'].map((id) => {
        const box = document.getElementById(id).getBoundingClientRect();
        return box.left + box.width / 2;
      }),
    );
    assert.ok(Math.abs(boxes[0] - boxes[1]) <= 1, `what was said and what is written stand below each other: ${boxes}`);
  }
});
