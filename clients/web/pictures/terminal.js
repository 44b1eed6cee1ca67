/** Terminals in which programs run, and pictures of them. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const SOCKET = `parley-pictures-${process.pid}`;

const COLUMNS = 80;
const ROWS = 16;

/** Milliseconds between looks at a screen, and until what is waited for should be there. */
const LOOK = 100;
const PATIENCE = 60_000;

const THEME = {
  background: '#15171c',
  foreground: '#e8eaee',
  cursor: '#8aa8ff',
  red: '#ff8f84',
  green: '#9ec773',
  yellow: '#e8c65c',
  blue: '#7cb0ff',
  magenta: '#cfa1f1',
  cyan: '#4ac9d8',
};

const STYLE = `
  body { margin: 0; }
  #window { display: inline-block; border-radius: 12px; overflow: hidden; background: ${THEME.background};
    border: 1px solid #3a3f4a; }
  #title { display: flex; gap: 8px; padding: 12px 14px; background: #262a33; }
  #title i { width: 12px; height: 12px; border-radius: 50%; background: #565d6b; }
  #screen { padding: 12px 14px; }`;

/** A shell in a terminal. */
export class Terminal {
  #name;

  static async open(name) {
    const terminal = new Terminal();
    terminal.#name = name;
    const size = ['-x', String(COLUMNS), '-y', String(ROWS)];
    await tmux('-f', '/dev/null', 'new-session', '-d', '-s', name, ...size, "env PS1='$ ' bash --norc");
    await terminal.await('$');
    return terminal;
  }

  async type(text) {
    await tmux('send-keys', '-t', this.#name, '-l', text);
  }

  async enter(text) {
    await this.type(text);
    await tmux('send-keys', '-t', this.#name, 'Enter');
  }

  /** Until the screen holds the text. */
  async await(text) {
    for (let waited = 0; !(await this.#capture()).includes(text); waited += LOOK) {
      if (waited > PATIENCE) {
        throw new Error(`«${text}» does not come; the screen holds\n${await this.#capture()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  /** The screen as PNG, drawn by a terminal in a page. */
  async picture(page) {
    const text = (await this.#capture('-e')).trimEnd().replaceAll('\n', '\r\n');
    const cursor = await tmux('display-message', '-p', '-t', this.#name, '#{cursor_y} #{cursor_x}');
    const [row, column] = cursor.split(' ').map((at) => Number(at) + 1);
    await page.setContent(`<style>${STYLE}</style><div id=window><div id=title><i></i><i></i><i></i></div><div id=screen></div></div>`);
    await page.addStyleTag({ path: require.resolve('@xterm/xterm/css/xterm.css') });
    await page.addScriptTag({ path: require.resolve('@xterm/xterm/lib/xterm.js') });
    await page.evaluate(
      ([theme, columns, rows, shown]) =>
        new Promise((resolve) => {
          const terminal = new Terminal({
            cols: columns,
            rows,
            theme,
            fontFamily: 'DejaVu Sans Mono, monospace',
            fontSize: 14,
            cursorInactiveStyle: 'block',
            drawBoldTextInBrightColors: false,
          });
          terminal.open(document.getElementById('screen'));
          terminal.write(shown, () => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        }),
      [THEME, COLUMNS, ROWS, `${text}\x1b[${row};${column}H`],
    );
    return page.locator('#window').screenshot({ omitBackground: true });
  }

  #capture(...how) {
    return tmux('capture-pane', '-p', ...how, '-t', this.#name);
  }

  static async closeAll() {
    await tmux('kill-server').catch(() => {});
  }
}

async function tmux(...words) {
  return (await run('tmux', ['-L', SOCKET, '-u', ...words], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })).stdout;
}
