package parley.faults.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is a bridge to one client at a time, and says what the test tells it to. */
final class ScriptedBridge implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final ServerSocket listener;
    private @Nullable Socket socket;
    private @Nullable BufferedReader lines;

    ScriptedBridge() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The next who comes says this to log in, and is answered that. */
    void welcome(String login, String answer) throws IOException {
        socket = listener.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        say("OK parley/1 what is your nickname?");
        answer(login, answer);
    }

    /** The client's next line is this, and answered with those. */
    void answer(String expected, String... answers) throws IOException {
        expect(expected);
        for (String answer : answers) {
            say(answer);
        }
    }

    void expect(String expected) throws IOException {
        assertThat(Objects.requireNonNull(lines).readLine()).isEqualTo(expected);
    }

    private void say(String line) throws IOException {
        Objects.requireNonNull(socket).getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    }

    /** The connection is lost. */
    void drop() throws IOException {
        Objects.requireNonNull(socket).close();
    }

    /** Has a client come, in a thread that ends with this bridge's end. */
    static Thread run(Participant participant) {
        Thread thread = new Thread(participant, participant.name());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    List<Integer> ports() {
        return List.of(port());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (socket != null) {
            socket.close();
        }
    }
}
