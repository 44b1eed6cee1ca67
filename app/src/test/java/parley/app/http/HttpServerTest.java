package parley.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as it is on the wire. */
class HttpServerTest {
    private static final String BIG = "x".repeat(100_000);

    private final List<Client> clients = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                path -> path.equals("/big") ? HttpAnswer.line(200, BIG) : HttpAnswer.line(200, "at " + path));
    }

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
        server.close();
    }

    private final class Client {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        final BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));

        Client() throws IOException {
            socket.setSoTimeout(30_000);
            clients.add(this);
        }

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return this;
        }

        /** The status line and the body of the next answer. */
        String answer() throws IOException {
            String status = in.readLine();
            int length = 0;
            for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
                    length = Integer.parseInt(header.substring(16));
                }
            }
            char[] body = new char[length];
            for (int at = 0; at < length; ) {
                at += in.read(body, at, length - at);
            }
            return status + " " + new String(body).strip();
        }

        boolean isClosed() throws IOException {
            return in.read() == -1;
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInOrder() throws IOException {
        Client client = new Client()
                .send(
                        "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /big HTTP/1.1\r\nHost: x\r\n\r\nGET /c?q=1 HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(client.answer()).isEqualTo("HTTP/1.1 200 OK at /a");
        assertThat(client.answer()).isEqualTo("HTTP/1.1 200 OK " + BIG);
        assertThat(client.answer()).isEqualTo("HTTP/1.1 200 OK at /c");
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        Client client = new Client();
        for (char octet : "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n".toCharArray()) {
            client.send(String.valueOf(octet));
        }

        assertThat(client.answer()).isEqualTo("HTTP/1.1 200 OK at /slow");
    }

    @Test
    void anOldClientIsAnsweredAndClosed() throws IOException {
        Client client = new Client().send("GET /old HTTP/1.0\r\n\r\n");

        assertThat(client.answer()).endsWith(" 200 OK at /old");
        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "\0\1\2\3\r\n\r\n"})
    void whatIsNoRequestIsRefused(String text) throws IOException {
        assertThat(new Client().send(text).answer()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHeadWithoutEndIsRefusedBeforeItTakesMemory() throws IOException {
        Client client = new Client().send("GET / HTTP/1.1\r\nX: " + "x".repeat(5_000));

        assertThat(client.answer()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aBodyIsNotWanted() throws IOException {
        Client client = new Client().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");

        assertThat(client.answer()).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void howeverManyAskSlowlyTheNextIsAnswered() throws IOException {
        for (int i = 0; i < 2 * HttpServer.MAX_CONNECTIONS; i++) {
            new Client().send("GET /slow HTTP/1.1\r\nHost:");
        }

        assertThat(new Client().send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                .isEqualTo("HTTP/1.1 200 OK at /healthz");
        assertThat(clients.get(0).isClosed()).as("silent for longest").isTrue();
    }

    @Test
    void howeverManyTakeNoAnswerTheNextIsAnswered() throws IOException {
        for (int i = 0; i < 100; i++) {
            new Client().send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
        }

        assertThat(new Client().send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").answer())
                .isEqualTo("HTTP/1.1 200 OK at /healthz");
    }
}
