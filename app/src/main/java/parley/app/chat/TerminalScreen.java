package parley.app.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;
import org.jline.reader.Completer;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jspecify.annotations.Nullable;
import parley.app.terminal.LineEditor;

/**
 * Shows a chat in a terminal, the line that is being typed below what comes in. What others said since the last Enter is counted in
 * the window's title, and begins with a mark where that is long ago. TAB completes commands and the names of those who were seen.
 */
final class TerminalScreen implements ChatScreen {

    private static final int NAMES_KEPT = 1_000;

    /** Without an Enter for so long, and perhaps nobody looks. */
    private static final long IDLE_NANOS = Duration.ofMinutes(3).toNanos();

    private static final ChatLine UNREAD = ChatLine.note("unread from here on");

    private final LineEditor editor;
    private final boolean coloured;
    private final LongSupplier nanos;
    private final NavigableSet<String> names = new ConcurrentSkipListSet<>();
    private long typedAt;
    private int unread;
    private boolean marked;

    /** @param nanos a monotonic clock, as {@link System#nanoTime} */
    TerminalScreen(boolean coloured, LongSupplier nanos) throws IOException {
        this.coloured = coloured;
        this.nanos = nanos;
        this.typedAt = nanos.getAsLong();
        this.editor = LineEditor.openErasing(completer());
    }

    private Completer completer() {
        var completer = new ArgumentCompleter(
                new StringsCompleter(ChatInput.COMMANDS), new StringsCompleter(() -> names), NullCompleter.INSTANCE);
        completer.setStrict(false);
        return completer;
    }

    @Override
    public @Nullable String read(String prompt) {
        String line = editor.read(prompt);
        synchronized (this) {
            typedAt = nanos.getAsLong();
            unread = 0;
            marked = false;
            editor.title("parley");
        }
        return line;
    }

    @Override
    public synchronized void show(ChatLine line) {
        if (!line.name().isEmpty() && names.size() < NAMES_KEPT) {
            names.add(line.name());
        }
        if (line.kind() == ChatLine.Kind.THEIRS) {
            unread++;
            editor.title("(" + unread + ") parley");
            if (!marked && nanos.getAsLong() - typedAt > IDLE_NANOS) {
                marked = true;
                print(UNREAD);
            }
        }
        print(line);
    }

    private void print(ChatLine line) {
        if (coloured) {
            editor.show(line.styled());
        } else {
            editor.show(line.toString());
        }
    }

    @Override
    public void close() throws IOException {
        editor.close();
    }
}
