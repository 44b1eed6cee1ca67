/** A conversation as there are many, to see what the page looks like: mia's page, and two with telnet. */
import { bubble, say } from './visitors.js';

/** Has it said in the lobby; mia is told something in private too. */
export async function talk(visitors, mia) {
  const [jonas, daria] = await Promise.all(['jonas', 'дарья'].map((nick) => visitors.telnet(nick)));
  const speak = async (who, text) => {
    who.say(`pub ${text}`);
    await bubble(mia, text).last().waitFor();
  };
  await speak(jonas, 'Has anybody tried the new release yet?');
  await speak(jonas, 'The notes are at https://example.org/releases/2');
  await speak(daria, 'Да, со вчерашнего дня: всё работает, и очень быстро!');
  await say(mia, 'Same here: the upgrade took a minute, and nobody noticed.');
  await bubble(mia, 'nobody noticed').last().waitFor();
  await visitors.server.operate('announce', 'The server moves to a new machine tonight at ten.');
  await mia.locator('#log .notice').last().waitFor();
  await speak(daria, 'Спасибо, что предупредили.');
  jonas.say('to mia Could you look at my patch this afternoon?');
  await mia.locator('#conversations').getByText('jonas').waitFor({ state: 'attached' });
  for (const nick of ['jonas', 'дарья']) {
    await mia.locator('#people').getByText(nick).waitFor({ state: 'attached' });
  }
}
