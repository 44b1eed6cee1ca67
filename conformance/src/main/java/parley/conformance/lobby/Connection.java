package parley.conformance.lobby;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Speaks with a client on one connection. Its state is guarded by the lobby; bytes go out on a thread of their own. */
public final class Connection {
    /** What the client's next line is. */
    enum Phase {
        LOGIN,
        COMMANDS,
        TEXT,
        ENDED
    }

    private record Pending(long micros, String line) {}

    private final Lobby lobby;
    private final int number;
    private final Socket socket;
    private final Outgoing out;
    private final LineReader lines = new LineReader();
    private final List<Pending> whispers = new ArrayList<>();
    private Chunks chunks = Chunks.WHOLE;
    private Phase phase = Phase.LOGIN;
    private @Nullable String nick;
    private String recipient = "";
    private int position;
    private boolean live;
    private boolean marked;
    private boolean hasToken;
    private boolean muted;
    private int heard;
    private boolean leftWell;

    Connection(Lobby lobby, int number, Socket socket) {
        this.lobby = lobby;
        this.number = number;
        this.socket = socket;
        out = new Outgoing(socket, number);
    }

    /** Counted from 1, in the order in which they came. */
    public int number() {
        return number;
    }

    /** Whether it is logged in and neither side has ended it. */
    public boolean isOnline() {
        return nick != null && phase != Phase.ENDED;
    }

    /** Whether neither side has ended it. */
    public boolean isOpen() {
        return phase != Phase.ENDED;
    }

    /** Whether {@code live} was answered. */
    public boolean isLive() {
        return live;
    }

    /** How many lines it has sent. */
    public int heard() {
        return heard;
    }

    void hear() {
        heard++;
    }

    /** Whether {@code mark} was answered. */
    public boolean isMarked() {
        return marked;
    }

    /** Whether {@code token} was answered. */
    public boolean hasToken() {
        return hasToken;
    }

    /** Whether the client said {@code downline}. */
    public boolean hasLeftWell() {
        return leftWell;
    }

    /** Null before the login. */
    public @Nullable String nick() {
        return nick;
    }

    String name() {
        return Objects.requireNonNull(nick, "not logged in");
    }

    // What the commands change.

    void loggedIn(String name) {
        nick = name;
        phase = Phase.COMMANDS;
        position = lobby.history().size();
    }

    void goLive(boolean on) {
        live = on;
    }

    void marked() {
        marked = true;
    }

    void gaveToken() {
        hasToken = true;
    }

    void leftWell() {
        leftWell = true;
    }

    void awaitText(String from) {
        recipient = from;
        phase = Phase.TEXT;
    }

    /** To whom the text goes; the next line is a command again. */
    String endText() {
        phase = Phase.COMMANDS;
        return recipient;
    }

    Phase phase() {
        return phase;
    }

    /** How much of the lobby it was given. */
    public int position() {
        return position;
    }

    public void position(int behind) {
        position = behind;
    }

    // What it is sent.

    /** From now on what is sent is cut up so. */
    public void chunks(Chunks how) {
        chunks = how;
    }

    /** Sends an answer, and what was pushed meanwhile. */
    public void answer(List<String> answer) {
        send(answer);
        deliver();
    }

    /** Sends lines. */
    public void send(List<String> text) {
        if (muted || phase == Phase.ENDED || text.isEmpty()) {
            return;
        }
        text.forEach(line -> lobby.conversation().note(number, '<', line));
        out.write((String.join("\r\n", text) + "\r\n").getBytes(StandardCharsets.UTF_8), chunks);
    }

    /** Sends exactly this. */
    public void sendBytes(String text) {
        if (!muted && phase != Phase.ENDED) {
            lobby.conversation().note(number, '<', text);
            out.write(text.getBytes(StandardCharsets.UTF_8), chunks);
        }
    }

    /** What is sent from now on waits for so long. */
    public void pause(Duration time) {
        lobby.conversation().note(number, '-', "the server pauses for " + time.toMillis() + " ms");
        out.pause(time);
    }

    /** Sends nothing any more, and keeps the connection, but not the name. */
    public void mute() {
        lobby.conversation().note(number, '-', "the server falls silent");
        muted = true;
        lobby.ended(this);
    }

    void whispered(String line) {
        if (live) {
            send(List.of(line));
        } else {
            whispers.add(new Pending(lobby.history().now(), line));
        }
    }

    /** Pushes what is new, where it is live. */
    void deliver() {
        if (live && phase != Phase.ENDED && !muted) {
            send(unread());
        }
    }

    /** What it was not given yet, which counts as given now. */
    List<String> unread() {
        List<Pending> all = new ArrayList<>(whispers);
        lobby.history().from(position).forEach(said -> all.add(new Pending(said.micros(), said.line())));
        all.sort((one, other) -> Long.compare(one.micros, other.micros));
        whispers.clear();
        position = lobby.history().size();
        return all.stream().map(Pending::line).toList();
    }

    // Its end.

    /** {@code BYE}, and the end. */
    public void bye(String code) {
        send(List.of("BYE " + code + " That was all."));
        cut();
    }

    /** Ends it as a closed connection. */
    public void cut() {
        end("the server closes the connection");
        out.end();
    }

    /** Ends it as a reset one. */
    public void reset() {
        end("the server resets the connection");
        out.reset();
    }

    private void end(String what) {
        if (phase != Phase.ENDED) {
            lobby.conversation().note(number, '-', what);
            phase = Phase.ENDED;
            lobby.ended(this);
        }
    }

    /** Reads until the client ends; on a thread of its own. */
    void read() {
        byte[] bytes = new byte[16_384];
        try {
            InputStream input = socket.getInputStream();
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                List<LineReader.Line> read = lines.read(bytes, count);
                read.forEach(line -> lobby.received(this, line));
            }
            lines.end().forEach(line -> lobby.received(this, line));
        } catch (IOException gone) {
            // As if it had closed.
        }
        lobby.left(this);
        out.close();
    }

    /** The client has gone. */
    void leave() {
        end("the client has closed the connection");
    }

    /** Gives it up, whatever was not sent. */
    void abandon() {
        out.stop();
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone.
        }
    }
}
