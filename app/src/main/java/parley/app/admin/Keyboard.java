package parley.app.admin;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jline.reader.impl.completer.AggregateCompleter;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jspecify.annotations.Nullable;
import parley.app.terminal.LineEditor;
import parley.protocol.OperatorVerb;

/**
 * Reads commands from whoever types them. In a terminal the arrow keys bring back what was typed, which is kept nowhere else, and TAB
 * completes the commands; where there is none, lines are read as they are.
 */
interface Keyboard extends Closeable {

    String PROMPT = "parley> ";

    /** The next line; null at the end. */
    @Nullable
    String read() throws IOException;

    @SuppressWarnings("SystemConsoleNull") // the launcher asks later JDKs for the console of old
    static Keyboard open() throws IOException {
        return System.console() == null ? plain() : terminal();
    }

    private static Keyboard plain() {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Keyboard() {
            @Override
            public @Nullable String read() throws IOException {
                return lines.readLine();
            }

            @Override
            public void close() {
                // Standard input is not ours to close.
            }
        };
    }

    private static Keyboard terminal() throws IOException {
        LineEditor editor = LineEditor.open(completer());
        return new Keyboard() {
            @Override
            public @Nullable String read() {
                String line = editor.read(PROMPT);
                while (line != null && line.strip().lines().count() > 1) {
                    editor.show("A command is one line; nothing was sent.");
                    line = editor.read(PROMPT);
                }
                return line == null ? null : line.strip();
            }

            @Override
            public void close() {
                try {
                    editor.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Commands, and behind {@code help} commands again. */
    static AggregateCompleter completer() {
        var verbs = new StringsCompleter(
                Arrays.stream(OperatorVerb.values()).map(OperatorVerb::word).toList());
        String help = OperatorVerb.HELP.word().toLowerCase(Locale.ROOT);
        return new AggregateCompleter(
                new ArgumentCompleter(new StringsCompleter(help), verbs, NullCompleter.INSTANCE),
                new ArgumentCompleter(verbs, NullCompleter.INSTANCE));
    }
}
