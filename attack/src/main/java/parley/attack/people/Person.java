package parley.attack.people;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.attack.horde.LineScanner;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Is in the lobby, live, and says something when told to. On the thread of {@link People}. */
final class Person implements InputHandler, LineScanner.Lines {
    private static final int BEFORE_THE_LOBBY = 3;

    private final String nick;
    private final People people;
    private final LineScanner scanner = new LineScanner(this);
    private final Deque<Long> awaited = new ArrayDeque<>();
    private @Nullable Connection connection;
    private int answers;
    private long said;
    private boolean over;

    Person(String nick, People people) {
        this.nick = nick;
        this.people = people;
    }

    void on(Connection made) throws IOException {
        connection = made;
        send(nick + "\r\nlive\r\n");
    }

    boolean isIn() {
        return answers >= BEFORE_THE_LOBBY;
    }

    /**
     * Says the next thing.
     *
     * @param due when it was to be said, in nanoseconds of this process
     */
    void speak(long due) throws IOException {
        if (!over) {
            awaited.add(due);
            send("pub this is what " + nick + " has to say, number " + ++said + "\r\n");
        }
    }

    private void send(String lines) throws IOException {
        Objects.requireNonNull(connection).send(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** When what was not yet answered was to be said. */
    Iterable<Long> unanswered() {
        return awaited;
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) throws IOException {
        people.check(bytes);
        scanner.take(bytes);
    }

    @Override
    public void line(String line) {
        if (line.startsWith("OK") || line.startsWith("ERR ")) {
            answers++;
            @Nullable Long due = isIn() ? awaited.poll() : null;
            if (line.startsWith("ERR ")) {
                people.refused(line);
            } else if (due != null) {
                people.answered(due);
            }
        } else if (line.startsWith("BYE ")) {
            end(line);
        } else if (line.startsWith("MISSED")) {
            people.missed(line);
        }
    }

    private void end(String how) {
        if (!over) {
            over = true;
            people.lost(nick + ": " + how);
        }
    }

    @Override
    public void closed(Connection by) {
        end("closed");
    }

    @Override
    public void failed(Connection by, IOException reason) {
        end("broken: " + reason.getMessage());
    }
}
