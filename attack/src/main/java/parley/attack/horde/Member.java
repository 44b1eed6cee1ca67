package parley.attack.horde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Is one session of an attacker's, from the greeting to its end. All on the thread of its {@link Horde}. */
public final class Member implements InputHandler, LineScanner.Lines {
    /** Goes on with what a member is answered, once it is in the lobby. */
    public interface Answered {
        /** Each status line, {@code OK …} or {@code ERR …}. */
        void answered(Member member, String status);
    }

    enum Phase {
        GREETING,
        LOGIN,
        IN,
        OVER
    }

    private final String nick;
    private final LineScanner scanner = new LineScanner(this);
    private final Horde horde;
    private @Nullable Connection connection;
    private Phase phase = Phase.GREETING;
    private Answered then = (member, status) -> {};
    private String refusal = "";
    private long asked;
    private long answers;
    private long refusals;

    Member(Horde horde, String nick) {
        this.horde = horde;
        this.nick = nick;
    }

    void on(Connection made) {
        connection = made;
    }

    private Connection connection() {
        return Objects.requireNonNull(connection, "not connected");
    }

    public String nick() {
        return nick;
    }

    /** Who is told of the answers from now on. */
    public void then(Answered next) {
        then = next;
    }

    /** Sends whole commands, their ends included, that will have so many answers. */
    public void ask(String commands, int count) {
        asked += count;
        send(commands.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes, whatever they are, unless it is over. */
    public void send(byte[] bytes) {
        if (phase != Phase.OVER) {
            try {
                connection().send(bytes);
            } catch (IOException reason) {
                broken(reason);
            }
        }
    }

    /** Whether the system has taken all that was sent. */
    public boolean isSent() {
        return connection().isSent();
    }

    /** Reads no more, or again. */
    public void pause(boolean stop) {
        if (phase != Phase.OVER) {
            connection().pause(stop);
        }
    }

    /** Sends no more, as {@code nc -N} at the end of its input. */
    public void shutDownSending() {
        try {
            connection().shutDownSending();
        } catch (IOException reason) {
            broken(reason);
        }
    }

    /** Goes without a word. */
    public void leave() throws IOException {
        connection().close();
        phase = Phase.OVER;
    }

    public boolean isIn() {
        return phase == Phase.IN;
    }

    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** How its session was refused or ended; empty where it wasn't. */
    public String refusal() {
        return refusal;
    }

    /** Of its commands, those that were answered. */
    public long answers() {
        return answers;
    }

    /** Of its answers, those that were {@code ERR}. */
    public long refusals() {
        return refusals;
    }

    /** Commands that are not yet answered. */
    public long pending() {
        return asked - answers;
    }

    @Override
    public void received(Connection from, ByteBuffer bytes) throws IOException {
        horde.got(bytes);
        scanner.take(bytes);
    }

    @Override
    public void line(String line) throws IOException {
        if (line.startsWith("BYE ")) {
            refusal = line;
            return;
        }
        boolean refused = line.startsWith("ERR ");
        if (!refused && !line.startsWith("OK")) {
            return;
        }
        switch (phase) {
            case GREETING -> greeted(refused, line);
            case LOGIN -> loggedIn(refused, line);
            case IN -> {
                answers++;
                refusals += refused ? 1 : 0;
                then.answered(this, line);
            }
            case OVER -> {}
        }
    }

    private void greeted(boolean refused, String line) {
        if (refused) {
            refusal = line;
        } else {
            phase = Phase.LOGIN;
            if (!nick.isEmpty()) {
                send((nick + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void loggedIn(boolean refused, String line) {
        if (nick.isEmpty()) {
            then.answered(this, line);
        } else if (refused) {
            refusal = line;
        } else {
            phase = Phase.IN;
        }
    }

    /** Whether it was greeted: a member without a nickname stays there. */
    public boolean isGreeted() {
        return phase == Phase.LOGIN || phase == Phase.IN;
    }

    boolean isSettled() {
        return !refusal.isEmpty() || phase == Phase.IN || phase == Phase.OVER || (nick.isEmpty() && isGreeted());
    }

    @Override
    public void closed(Connection by) {
        end("closed");
    }

    @Override
    public void failed(Connection by, IOException reason) {
        broken(reason);
    }

    void broken(IOException reason) {
        end("broken: " + reason.getMessage());
    }

    private void end(String how) {
        phase = Phase.OVER;
        if (refusal.isEmpty()) {
            refusal = how;
        }
    }
}
