// What somebody writes in TypeScript against the package; it is compiled, and not run.
import { Bye, Refused, Session, connect, parse, tcpDialer, type Event, type MessageEvent, type Options } from 'parley-client';
import { connect as connectFromPage } from 'parley-client/browser';

const options: Options = { addresses: 'localhost:7070', nick: 'ann', chooseNick: (taken, attempt) => `${taken}-${attempt}` };
const chat = connect({ ...options, tls: { ca: 'PEM' } });
connectFromPage({ addresses: ['wss://chat.example/chat'], nick: 'ann', since: chat.mark() });
// @ts-expect-error a page has no TLS of its own
connectFromPage({ addresses: 'wss://chat.example/chat', nick: 'ann', tls: true });
// @ts-expect-error nobody comes without a name
connect({ addresses: 'localhost:7070' });

export async function talk(): Promise<string[]> {
  const time: string = await chat.pub('hi', { key: 'k', timeout: 1000, signal: AbortSignal.timeout(10) });
  const texts: string[] = (await chat.history(3)).map(({ text }) => text);
  for await (const event of chat) {
    texts.push(time, said(event));
  }
  return [...texts, ...(await chat.users({ timeout: 5 }))];
}

function said(event: Event): string {
  switch (event.type) {
    case 'message':
      return whose(event);
    case 'missed':
      return `${event.count ?? '?'}`;
    case 'connected':
      return `${event.nick} ${event.address}`;
    case 'disconnected':
      return `${event.error.message} ${event.delay}`;
    case 'closed':
      return event.error instanceof Refused || event.error instanceof Bye ? event.error.code : 'closed';
  }
}

function whose({ mine, kind, nick, text }: MessageEvent): string {
  const room: 'lobby' | 'whisper' | 'notice' = kind;
  return `${mine} ${room} ${nick} ${text}`;
}

export async function oneSession(): Promise<void> {
  const session = new Session(tcpDialer(), 'localhost:7070');
  await session.login('ann');
  for await (const item of session) {
    said(item.type === 'missed' ? item : { ...item, mine: false });
  }
  const line = parse('ERR usage No.');
  if (line.word === 'ERR') {
    line.code.toUpperCase();
  }
}
