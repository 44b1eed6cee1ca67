package parley.attack.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.attack.horde.Horde;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Is one connection of an attacker's to the door for browsers, from its handshake to its end. On the thread of its {@link Horde}. */
final class HostileSocket implements InputHandler {
    private static final String SWITCHING = "HTTP/1.1 101 ";
    private static final int STATUS_BYTES = SWITCHING.length();
    private static final long SLOW_NANOS = 1_000_000_000;

    private final WebManner manner;
    private final StringBuilder answer = new StringBuilder();
    private @Nullable Connection connection;
    private boolean begun;
    private boolean over;
    private long saidAt;
    private long sent;
    private long received;

    private HostileSocket(WebManner manner) {
        this.manner = manner;
    }

    /** Connects, and begins the handshake. */
    static HostileSocket open(Horde horde, WebManner manner) throws IOException {
        HostileSocket socket = new HostileSocket(manner);
        Connection made = horde.open(socket);
        socket.connection = made;
        made.send(manner.request());
        return socket;
    }

    WebManner manner() {
        return manner;
    }

    /** Whether the server has made a WebSocket of it. */
    boolean isOpen() {
        return answer.toString().startsWith(SWITCHING);
    }

    boolean isOver() {
        return over;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** Says what is due, if anything is. */
    void goOn() throws IOException {
        if (over || (manner.waitsForTheHandshake() && !isOpen())) {
            return;
        }
        Connection to = Objects.requireNonNull(connection);
        if (!begun) {
            begun = true;
            to.pause(manner.readsNothing());
            say(to, manner.first());
        } else if (to.isSent() && (!manner.isSlow() || System.nanoTime() - saidAt >= SLOW_NANOS)) {
            say(to, manner.again());
        }
    }

    private void say(Connection to, ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        saidAt = System.nanoTime();
        sent += bytes.remaining();
        try {
            to.send(bytes);
        } catch (IOException closed) {
            over = true;
        }
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) {
        received += bytes.remaining();
        while (answer.length() < STATUS_BYTES && bytes.hasRemaining()) {
            answer.append(new String(new byte[] {bytes.get()}, ISO_8859_1));
        }
        bytes.position(bytes.limit());
    }

    @Override
    public void closed(Connection by) {
        over = true;
    }

    @Override
    public void failed(Connection by, IOException reason) {
        over = true;
    }
}
