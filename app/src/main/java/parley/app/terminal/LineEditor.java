package parley.app.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * Edits the line that is being typed in a terminal, below what is shown meanwhile. The arrow keys bring back what was typed, which
 * is kept nowhere else, and TAB completes.
 *
 * <p>The terminal is asked nothing: over a slow link its answer would come when it is taken for typing. The answer to a question that
 * a program before asked is dropped. One thread reads; any may show.
 */
public final class LineEditor implements Closeable {

    /** With what an answer begins, as do keys that have no meaning here. */
    private static final String CONTROL_SEQUENCE = "\033[";

    private static final String DROP = "drop-report";

    private static final Pattern HAVE_TITLES =
            Pattern.compile("^(xterm|tmux|screen|rxvt|alacritty|foot|konsole|gnome)");
    private static final String TITLE = "\033]2;";
    private static final String TITLE_END = "\007";

    private final Terminal terminal;
    private final LineReaderImpl reader;
    /** How the terminal was set. */
    private final Attributes before;

    /** @param erases whether a line that was typed is taken from the screen, as it is shown otherwise */
    LineEditor(Terminal terminal, Completer completer, boolean erases) {
        this.terminal = terminal;
        LineReader made = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(completer)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, erases)
                .build();
        if (!(made instanceof LineReaderImpl editing)) {
            throw new IllegalStateException("another kind of reader: " + made.getClass());
        }
        this.reader = editing;
        this.before = terminal.getAttributes();
        if (erases) {
            // Nor is it to be shown by the terminal itself, where somebody types faster than it is taken.
            Attributes silent = new Attributes(before);
            silent.setLocalFlag(Attributes.LocalFlag.ECHO, false);
            terminal.setAttributes(silent);
        }
        dropReports();
    }

    /** Takes hold of this process's terminal. */
    public static LineEditor open(Completer completer) throws IOException {
        return open(completer, false);
    }

    /** The same; a line that was typed is taken from the screen. */
    public static LineEditor openErasing(Completer completer) throws IOException {
        return open(completer, true);
    }

    private static LineEditor open(Completer completer, boolean erases) throws IOException {
        return new LineEditor(
                TerminalBuilder.builder()
                        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                        .graphemeCluster(false) // else it is asked what it can do
                        .build(),
                completer,
                erases);
    }

    private void dropReports() {
        reader.getWidgets().put(DROP, this::dropReport);
        Binding drop = new Reference(DROP);
        for (String map : List.of(LineReader.EMACS, LineReader.VIINS)) {
            KeyMap<Binding> keys = reader.getKeyMaps().get(map);
            if (keys != null) {
                beginnings(keys.getBoundKeys().keySet()).forEach(beginning -> keys.bindIfNotBound(drop, beginning));
            }
        }
    }

    /** What known keys begin with, too: a sequence that goes on otherwise is looked for no further back. */
    private static Set<String> beginnings(Set<String> keys) {
        Set<String> beginnings = new HashSet<>(Set.of(CONTROL_SEQUENCE));
        for (String key : keys) {
            if (key.startsWith(CONTROL_SEQUENCE)) {
                for (int length = CONTROL_SEQUENCE.length(); length < key.length(); length++) {
                    beginnings.add(key.substring(0, length));
                }
            }
        }
        return beginnings;
    }

    /** Up to the final character. What is a known key doesn't come here: the longest that is bound wins. */
    private boolean dropReport() {
        int read = reader.readCharacter();
        while (read >= ' ' && read < '@') {
            read = reader.readCharacter();
        }
        return true;
    }

    /** The next line, which holds line breaks where it was pasted so; null when there are no more. */
    public @Nullable String read(String prompt) {
        while (true) {
            try {
                return reader.readLine(prompt);
            } catch (UserInterruptException interrupted) {
                if (interrupted.getPartialLine().isEmpty()) {
                    return null;
                }
            } catch (EndOfFileException leaving) {
                return null;
            }
        }
    }

    /** Shows a line above the one that is being typed. */
    public void show(AttributedString line) {
        reader.printAbove(line);
    }

    /** The same without colours. */
    public void show(String line) {
        reader.printAbove(line);
    }

    /** What the terminal's window is called, where it has one. */
    public void title(String title) {
        if (HAVE_TITLES.matcher(terminal.getType()).find()) {
            terminal.writer().write(TITLE + title + TITLE_END);
            terminal.flush();
        }
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
