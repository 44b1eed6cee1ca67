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

    /** For each command without an answer, whose it is. Guarded by itself, and filled in the order of sending. */
    private final Queue<Asker> unanswered = new ArrayDeque<>();

    /** Who asked what a line answers. */
    enum Asker {
        /** The person who types. */
        PERSON,
        /** This program, by itself. */
        PROGRAM,
        /** Nobody: it came by itself, or belongs to an answer that goes on. */
        NOBODY
    }

    private ChatConnection(LineConnection lines) {
        this.lines = lines;
    }

    static ChatConnection open(SocketAddress server) throws IOException {
        return new ChatConnection(LineConnection.open(server));
    }

    /** A command, whose answer {@link #askerOf} will know. */
    void send(String command, Asker asker) throws IOException {
        synchronized (unanswered) {
            lines.send(command);
            unanswered.add(asker);
        }
    }

    /** A line that is no command. */
    void send(String line) throws IOException {
        lines.send(line);
    }

    /** The next line; null at the end. */
    @Nullable
    String receive() throws IOException {
        return lines.receive();
    }

    /** To be asked once of each line, in their order. */
    Asker askerOf(String line) {
        if (!LineConnection.isOk(line) && !LineConnection.isError(line)) {
            return Asker.NOBODY;
        }
        synchronized (unanswered) {
            Asker asker = unanswered.poll();
            return asker == null ? Asker.NOBODY : asker;
        }
    }

    boolean hasUnanswered() {
        synchronized (unanswered) {
            return unanswered.contains(Asker.PERSON);
        }
    }

    /** The bridge answers what it has, and closes. */
    void sendNoMore() throws IOException {
        lines.sendNoMore();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
