package parley.bridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.Client;
import parley.bridge.limits.Limits;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;

/** The sessions that the pages show are, to the byte, what a server says. */
@Timeout(60)
class PlayedSessionsTest {
    private static final Path ROOT = Path.of("..");
    /** No nickname begins so. */
    private static final String TERMINAL = "terminal ";

    @TempDir
    private Path directory;

    private final Map<String, Client> clients = new HashMap<>();
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(RedisRights.BRIDGE),
                        directory.resolve("admin.sock"),
                        Limits.defaults()),
                () -> {});
        await().until(() -> bridge.trouble() == null);
    }

    @AfterEach
    void stop() {
        clients.values().forEach(Client::close);
        bridge.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "protocol/PROTOCOL.md", "protocol/OPERATOR.md"})
    void sessionsAreAsThePageShowsThem(String page) throws IOException {
        List<MarkdownSession> sessions = MarkdownSession.in(Files.readString(ROOT.resolve(page)));

        assertThat(sessions).isNotEmpty();
        for (MarkdownSession session : sessions) {
            play(session);
        }
    }

    private void play(MarkdownSession session) {
        session.online().forEach(nick -> clients.put(nick, Client.login(bridge.port(), nick)));
        Map<String, String> times = new HashMap<>();
        boolean operators = session.steps().get(0).text().startsWith("OK parley/1 operator ");
        for (MarkdownSession.Step step : session.steps()) {
            Client client = clients.computeIfAbsent(
                    TERMINAL + step.terminal(),
                    name -> operators ? Client.connectOperator(bridge.adminSocket()) : Client.connect(bridge.port()));
            if (step.sent()) {
                beforeSending(step.text(), session);
                client.send(step.text());
            } else {
                String line = client.line();
                assertThat(step.matches(line, times))
                        .as("the page shows «%s», the server says «%s»", step.text(), line)
                        .isTrue();
            }
        }
        clients.forEach((name, client) -> {
            if (name.startsWith(TERMINAL)) {
                client.sendLast("");
                assertThat(client.isAtEnd())
                        .as("nothing follows what the page shows of %s", name)
                        .isTrue();
            }
            client.close();
        });
        clients.clear();
    }

    private void beforeSending(String text, MarkdownSession session) {
        String aside = session.asides().get(text);
        if (aside != null) {
            String[] parts = aside.split(": ", 2);
            Client other = Objects.requireNonNull(clients.get(parts[0]), parts[0] + " is not online");
            assertThat(other.status(parts[1])).startsWith("OK");
        }
    }
}
