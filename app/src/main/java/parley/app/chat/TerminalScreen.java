package parley.app.chat;

import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jspecify.annotations.Nullable;
import parley.app.terminal.LineEditor;
import parley.protocol.Verb;

/** Shows a chat in a terminal, the line that is being typed below what comes in. TAB completes commands and the names of those who were seen. */
final class TerminalScreen implements ChatScreen {

    private static final int NAMES_KEPT = 1_000;

    private final LineEditor editor;
    private final boolean coloured;
    private final NavigableSet<String> names = new ConcurrentSkipListSet<>();

    private TerminalScreen(boolean coloured) throws IOException {
        this.coloured = coloured;
        var verbs = new StringsCompleter(
                Arrays.stream(Verb.values()).map(Verb::word).toList());
        var completer = new ArgumentCompleter(verbs, new StringsCompleter(() -> names), NullCompleter.INSTANCE);
        completer.setStrict(false);
        this.editor = LineEditor.open(completer);
    }

    static TerminalScreen open(boolean coloured) throws IOException {
        return new TerminalScreen(coloured);
    }

    @Override
    public @Nullable String read(String prompt) {
        return editor.read(prompt);
    }

    @Override
    public void show(String line) {
        ChatLine shown = ChatLine.of(line);
        if (!shown.name().isEmpty() && names.size() < NAMES_KEPT) {
            names.add(shown.name());
        }
        if (coloured) {
            editor.show(shown.styled());
        } else {
            editor.show(shown.styled().toString());
        }
    }

    @Override
    public void close() throws IOException {
        editor.close();
    }
}
