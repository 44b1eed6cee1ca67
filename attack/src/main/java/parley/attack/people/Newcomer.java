package parley.attack.people;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.attack.horde.LineScanner;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Comes in, is there, and leaves; tells the {@link People} when it is refused. */
final class Newcomer implements InputHandler, LineScanner.Lines {
    /** Greeting, welcome, {@code ping}, {@code downline}. */
    private static final int ANSWERS = 4;

    private final String nick;
    private final People people;
    private final long began = System.nanoTime();
    private final LineScanner scanner = new LineScanner(this);
    private @Nullable Connection connection;
    private int answers;
    private boolean over;

    Newcomer(String nick, People people) {
        this.nick = nick;
        this.people = people;
    }

    void on(Connection made) {
        connection = made;
    }

    boolean isOver() {
        return over;
    }

    /** Since it began to connect. */
    long nanos() {
        return System.nanoTime() - began;
    }

    /** Waits no longer. */
    void giveUp() throws IOException {
        over = true;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) throws IOException {
        scanner.take(bytes);
    }

    @Override
    public void line(String line) throws IOException {
        if (line.startsWith("OK")) {
            send(
                    switch (++answers) {
                        case 1 -> nick;
                        case 2 -> "ping";
                        default -> "downline";
                    });
        } else {
            people.refused("to a newcomer: " + line);
            giveUp();
        }
    }

    private void send(String line) throws IOException {
        if (answers < ANSWERS && connection != null) {
            connection.send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void closed(Connection by) {
        if (answers < ANSWERS) {
            people.lost("a newcomer, after " + answers + " answers");
        }
        over = true;
    }

    @Override
    public void failed(Connection by, IOException reason) {
        people.lost("a newcomer: " + reason.getMessage());
        over = true;
    }
}
