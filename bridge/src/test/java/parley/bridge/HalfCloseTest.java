package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.limits.Limits;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;

/** Clients that send all they have to say, shut down their sending side, and then read. */
class HalfCloseTest {
    private static final int MESSAGES = 1_000;

    @TempDir
    Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(RedisRights.BRIDGE),
                        directory.resolve("admin.sock"),
                        Limits.unlimited()),
                () -> {});
        await().until(() -> bridge.trouble() == null);
    }

    @AfterEach
    void stop() {
        bridge.stop();
    }

    @Test
    void getEachAnswerOfABurst() {
        try (Client ann = Client.login(bridge.port(), "ann")) {
            ann.sendLast("pub hi\n".repeat(MESSAGES));
            for (int message = 0; message < MESSAGES; message++) {
                assertThat(ann.line()).startsWith("OK 2");
            }
            assertThat(ann.isAtEnd()).isTrue();
        }
    }

    /** More than the sockets between them hold, so the server waits for the client again and again. */
    @Test
    void getLongAnswersHoweverSlowlyTheyRead() {
        try (Client ann = Client.login(bridge.port(), "ann");
                Client bob = Client.login(bridge.port(), "bob")) {
            ann.sendLast(("pub " + "x".repeat(4_000) + "\n").repeat(MESSAGES));
            for (int message = 0; message < MESSAGES; message++) {
                assertThat(ann.line()).startsWith("OK 2");
            }
            int answers = 8;
            bob.sendLast("history 1000\n".repeat(answers));
            for (int answer = 0; answer < answers; answer++) {
                for (int message = 0; message < MESSAGES; message++) {
                    assertThat(bob.line()).endsWith("x");
                }
                assertThat(bob.line()).isEqualTo("OK 1000");
            }
            assertThat(bob.isAtEnd()).isTrue();
        }
    }

    @Test
    void theOperatorToo() {
        try (Client operator = Client.operator(bridge.adminSocket())) {
            operator.sendLast("bans\n".repeat(MESSAGES));
            for (int message = 0; message < MESSAGES; message++) {
                assertThat(operator.line()).isEqualTo("OK 0");
            }
            assertThat(operator.isAtEnd()).isTrue();
        }
    }
}
