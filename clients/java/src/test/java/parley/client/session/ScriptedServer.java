package parley.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Is a server whose every line a test writes, and expects. */
public final class ScriptedServer implements Closeable {
    public static final String EPOCH = "1970-01-01T00:00:00.000000Z";
    public static final String TOKEN = "0123456789abcdef";

    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket socket;

    public ScriptedServer() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** Listens there, by TLS perhaps. */
    public ScriptedServer(ServerSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The next connection. */
    public Peer accept() throws IOException {
        return new Peer(socket.accept());
    }

    /** The next connection, greeted. */
    public Peer greet() throws IOException {
        Peer peer = accept();
        peer.send("OK parley/1 Welcome.");
        return peer;
    }

    /** The next connection, of a client that begins: logged in and live, with nothing said before. */
    public Peer welcome(String nick) throws IOException {
        Peer peer = greet();
        peer.expect(nick).send("OK Welcome " + nick + "! Hello.");
        peer.expect("token").send("OK " + TOKEN);
        peer.expect("mark").send("OK " + EPOCH);
        peer.expect("live").send("OK");
        return peer;
    }

    /** The next connection, of a client that comes back: logged in, and about to be told what it missed. */
    public Peer welcomeBack(String nick, String since) throws IOException {
        Peer peer = greet();
        peer.expect(nick + " " + TOKEN).send("OK Welcome back " + nick + "! Hello.");
        peer.expect("token").send("OK " + TOKEN);
        peer.expect("since " + since);
        return peer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The other end of a client's connection. */
    public static final class Peer implements Closeable {
        private final Socket socket;
        private final InputStream input;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.input = new BufferedInputStream(socket.getInputStream());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        }

        public Peer expect(String line) throws IOException {
            assertThat(read()).isEqualTo(line);
            return this;
        }

        /** The first group of what matches the next line. */
        public String expectMatch(String pattern) throws IOException {
            String line = read();
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            assertThat(line).matches(pattern);
            return matcher.matches() ? matcher.group(1) : "";
        }

        public Peer send(String... lines) throws IOException {
            StringBuilder all = new StringBuilder();
            for (String line : lines) {
                all.append(line).append("\r\n");
            }
            return sendBytes(all.toString().getBytes(StandardCharsets.UTF_8));
        }

        public Peer sendBytes(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            return this;
        }

        /** The client closes, having sent nothing more. */
        public void expectEnd() throws IOException {
            int next = -1;
            try {
                next = input.read();
            } catch (SocketException reset) {
                // So it is where something was sent that the client did not read any more.
            }
            assertThat(next).isEqualTo(-1);
        }

        /** Ends it by a reset, which loses what was not read. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private String read() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = input.read(); next != '\n'; next = input.read()) {
                assertThat(next).as("a byte of the line %s", line).isNotEqualTo(-1);
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
