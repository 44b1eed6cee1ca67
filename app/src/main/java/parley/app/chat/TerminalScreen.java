package parley.app.chat;

import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import parley.protocol.Verb;

/**
 * Shows a chat in a terminal, the line that is being typed below what comes in. The arrow keys bring back what was
 * typed, which is kept nowhere else, and TAB completes commands and the names of those who were seen.
 */
final class TerminalScreen implements ChatScreen {

    private static final int NAMES_KEPT = 1_000;

    private final Terminal terminal;
    private final LineReader reader;
    private final boolean coloured;
    private final NavigableSet<String> names = new ConcurrentSkipListSet<>();

    private TerminalScreen(Terminal terminal, boolean coloured) {
        this.terminal = terminal;
        this.coloured = coloured;
        var verbs = new StringsCompleter(
                Arrays.stream(Verb.values()).map(Verb::word).toList());
        var completer = new ArgumentCompleter(verbs, new StringsCompleter(() -> names), NullCompleter.INSTANCE);
        completer.setStrict(false);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(completer)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    static TerminalScreen open(boolean coloured) throws IOException {
        return new TerminalScreen(
                TerminalBuilder.builder()
                        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                        .build(),
                coloured);
    }

    @Override
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

    @Override
    public void show(String line) {
        ChatLine shown = ChatLine.of(line);
        if (!shown.name().isEmpty() && names.size() < NAMES_KEPT) {
            names.add(shown.name());
        }
        if (coloured) {
            reader.printAbove(shown.styled());
        } else {
            reader.printAbove(shown.styled().toString());
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
