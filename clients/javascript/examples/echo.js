#!/usr/bin/env node
/**
 * Says again what somebody says behind `!echo `: in the lobby each message exactly once, whatever breaks; whispered, to
 * whoever whispered it. Whispered `!users` is answered with how many are online, and `!quit` ends it.
 *
 *     PARLEY_HOST=localhost PARLEY_PORT=7070 PARLEY_NICK=echo node examples/echo.js
 *
 * Exits with 0 after `!quit`, 3 where it is not wanted (kicked, banned, replaced), 4 where there is no name for it.
 */
import { Bye, InvalidArgument, ParleyError, Refused, connect } from '../src/node.js';

const { PARLEY_HOST: host = 'localhost', PARLEY_PORT: port = '7070', PARLEY_NICK: name = 'echo' } = process.env;
const NOT_WANTED = 3;
const NO_NAME = 4;

/** However long the server is away, what waits is said when it is back. */
const PATIENT = { timeout: Infinity };

/**
 * @param {import('../src/node.js').Client} chat
 * @param {import('../src/node.js').MessageEvent} message
 */
async function answer(chat, { kind, mine, time, nick, text }) {
  if (mine || kind === 'notice') {
    return;
  }
  if (kind === 'whisper' && text === '!users') {
    const users = await chat.users(PATIENT);
    await chat.to(nick, String(users.length), PATIENT);
  } else if (text.startsWith('!echo ')) {
    const rest = text.slice('!echo '.length);
    if (kind === 'whisper') {
      await chat.to(nick, rest, PATIENT);
    } else {
      await chat.pub(rest, { key: `echo-${time.replaceAll(':', '-')}`, ...PATIENT });
    }
  }
}

/** @param {import('../src/node.js').Client} chat */
async function echo(chat) {
  for await (const event of chat) {
    if (event.type === 'closed') {
      return event.error;
    }
    if (event.type === 'disconnected') {
      console.error(`${event.error.message}; trying again in ${Math.round(event.delay)} ms`);
    } else if (event.type === 'message' && event.kind === 'whisper' && event.text === '!quit') {
      await chat.close();
    } else if (event.type === 'message') {
      try {
        await answer(chat, event);
      } catch (error) {
        if (!(error instanceof ParleyError)) {
          throw error;
        }
        // Refused, or not to be said at all; a whisper whose answer was lost is not sent again.
        console.error(`not answered: ${error.message}`);
      }
    }
  }
}

function start() {
  try {
    return connect({
      addresses: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      nick: name,
      chooseNick: (_, attempt) => (attempt < 9 ? `${name}-${attempt + 1}` : undefined),
    });
  } catch (error) {
    if (!(error instanceof InvalidArgument)) {
      throw error;
    }
    console.error(error.message);
    return process.exit(NO_NAME);
  }
}

const chat = start();
const end = await echo(chat);
if (end) {
  console.error(end.message);
}
const wanted = !(end instanceof Bye || (end instanceof Refused && end.code === 'banned'));
process.exit(!end ? 0 : wanted ? NO_NAME : NOT_WANTED);
