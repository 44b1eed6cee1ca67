package parley.app.chat;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import parley.app.connection.LineConnection;

/**
 * Carries commands to a bridge, and knows which of them are not answered yet. What was not answered when it ends is forgotten with
 * it, so that an answer on the next connection is never taken for that of a command on this one. One thread receives; any may send.
 */
final class ChatConnection implements Closeable {

    private final LineConnection lines;

    /** Whatever has no answer yet. Guarded by itself, and filled in the order of sending. */
    private final Queue<Asked> unanswered = new ArrayDeque<>();

    /** When something came last, or was sent while nothing was unanswered; by {@link System#nanoTime}. */
    private volatile long signAt = System.nanoTime();

    /** What a status line answers. */
    enum Asked {
        /** The person who types asked. */
        TYPED,
        MARK,
        TOKEN,
        LIVE,
        SINCE,
        PING,
        DOWNLINE,
        /** Nothing: no status line, or one too many. */
        NOTHING
    }

    private ChatConnection(LineConnection lines) {
        this.lines = lines;
    }

    static ChatConnection open(SocketAddress server) throws IOException {
        return new ChatConnection(LineConnection.open(server));
    }

    /** A command, whose answer {@link #answered} will know. */
    void send(String command, Asked asked) throws IOException {
        synchronized (unanswered) {
            lines.send(command);
            if (unanswered.isEmpty()) {
                signAt = System.nanoTime();
            }
            unanswered.add(asked);
        }
    }

    /** A line that is no command. */
    void send(String line) throws IOException {
        lines.send(line);
    }

    /** The next line; null at the end. */
    @Nullable
    String receive() throws IOException {
        String line = lines.receive();
        signAt = System.nanoTime();
        return line;
    }

    /** What the next status line answers. */
    Asked next() {
        synchronized (unanswered) {
            Asked next = unanswered.peek();
            return next == null ? Asked.NOTHING : next;
        }
    }

    /** What the line answers; to be asked once of each line, in their order. */
    Asked answered(String line) {
        if (!LineConnection.isOk(line) && !LineConnection.isError(line)) {
            return Asked.NOTHING;
        }
        synchronized (unanswered) {
            Asked asked = unanswered.poll();
            return asked == null ? Asked.NOTHING : asked;
        }
    }

    /** For how long nothing has come, nanoseconds. */
    long silence() {
        return System.nanoTime() - signAt;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
