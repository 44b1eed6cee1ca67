package parley.app.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import parley.app.options.OutputException;

/** Shows a chat in a pipe or a file: lines as they come, no colours and no prompt. */
final class PlainScreen implements ChatScreen {

    private final BufferedReader in;
    private final PrintWriter out;

    PlainScreen(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public @Nullable String read(String prompt) throws IOException {
        return in.readLine();
    }

    @Override
    public synchronized void show(ChatLine line) {
        out.println(line);
        OutputException.flush(out);
    }

    @Override
    public void close() {
        out.flush();
    }
}
