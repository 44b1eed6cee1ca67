package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client over a real socket, for tests: blocking, and with patience of ten seconds over TCP. */
public final class Client implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;

    /** Shuts down the sending side. */
    private interface Shutdown {
        void run() throws IOException;
    }

    private final Closeable socket;
    private final Shutdown shutdown;
    private final InputStream input;
    private final OutputStream output;

    private Client(Closeable socket, Shutdown shutdown, InputStream input, OutputStream output) {
        this.socket = socket;
        this.shutdown = shutdown;
        this.input = new BufferedInputStream(input);
        this.output = output;
    }

    public static Client connect(int port) {
        return connect(port, "127.0.0.1");
    }

    private static Client connect(int port, String from) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Client(socket, socket::shutdownOutput, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and logs in. */
    public static Client login(int port, String nick) {
        return login(port, "127.0.0.1", nick);
    }

    /** Connects from that address of this machine and logs in. */
    static Client login(int port, String from, String nick) {
        Client client = connect(port, from);
        assertThat(client.line()).startsWith("OK parley/1 ");
        assertThat(client.ask(nick)).singleElement().asString().startsWith("OK Welcome " + nick + "!");
        return client;
    }

    public static Client operator(Path path) {
        Client client = connectOperator(path);
        assertThat(client.line()).startsWith("OK parley/1 operator ");
        return client;
    }

    public static Client connectOperator(Path path) {
        try {
            SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
            return new Client(
                    socket, socket::shutdownOutput, Channels.newInputStream(socket), Channels.newOutputStream(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(String line) {
        try {
            output.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these lines as they are, then shuts down the sending side. */
    public void sendLast(String lines) {
        try {
            output.write(lines.getBytes(StandardCharsets.UTF_8));
            shutdown.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, without the CR LF that it must end in; fails at the end of the stream. */
    public String line() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = input.read(); octet != '\n'; octet = input.read()) {
                assertThat(octet).as("the next byte, after «%s»", line).isNotEqualTo(-1);
                line.write(octet);
            }
            String text = line.toString(StandardCharsets.UTF_8);
            assertThat(text).endsWith("\r");
            return text.substring(0, text.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line and reads its answer, the status line last. */
    public List<String> ask(String line) {
        send(line);
        List<String> answer = new ArrayList<>();
        do {
            answer.add(line());
        } while (!answer.get(answer.size() - 1).matches("(OK|ERR|BYE)( .*)?"));
        return answer;
    }

    /** The status line alone. */
    public String status(String line) {
        List<String> answer = ask(line);
        return answer.get(answer.size() - 1);
    }

    /** Whether the server closes, having sent nothing more. */
    public boolean isAtEnd() {
        try {
            return input.read() == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets the connection, over TCP. */
    void reset() {
        try {
            ((Socket) socket).setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
