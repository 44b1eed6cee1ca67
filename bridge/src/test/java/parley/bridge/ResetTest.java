package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
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

/** A client whose connection is reset while most of what it said waits: for Redis, in the bridge, and on the way there. */
class ResetTest {
    private static final int MESSAGES = 2_000;

    @TempDir
    Path directory;

    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final RedisCommands<String, String> redis = client.connect().sync();
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
        client("UNPAUSE");
        bridge.stop();
        client.shutdown();
    }

    private void client(String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        redis.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    /** Whether Redis holds back a script. */
    private boolean holdsBack() {
        return redis.clientList()
                .lines()
                .anyMatch(other -> other.contains(" flags=b ") && other.contains(" cmd=evalsha "));
    }

    private double open() {
        return MetricReadings.value(bridge.metrics(), "sessions_open");
    }

    @Test
    void saysNothingMoreOnceItsNameIsSomebodyElses() {
        try (Client next = Client.connect(bridge.port())) {
            assertThat(next.line()).startsWith("OK parley/1 ");
            try (Client ann = Client.login(bridge.port(), "ann")) {
                client("PAUSE", "20000", "WRITE");
                ann.send("pub first");
                await().until(this::holdsBack);
                ann.send("pub early\r\n".repeat(MESSAGES));
                ann.reset();
            }
            await().until(() -> open() == 1);
            next.send("ann");
            client("UNPAUSE");
            boolean welcome = next.line().startsWith("OK Welcome ");
            await().until(() -> welcome || next.status("ann").startsWith("OK Welcome "));

            next.ask("pub mine");
            assertThat(next.ask("pull")).hasSize(2).first().asString().endsWith(" ann: mine");
            assertThat(next.ask("history 1000")).hasSizeLessThanOrEqualTo(Limits.COMMANDS_IN_FLIGHT + 2);
        }
    }
}
