package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.limits.Limits;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;
import parley.protocol.RedisRights;
import parley.protocol.metric.Metric;
import parley.redis.test.TestRedis;

/** What a whole bridge counts of its sessions. */
class SessionMetricsTest {
    private static final int MESSAGES = 400;

    @TempDir
    Path directory;

    private Bridge bridge;
    private Client ann;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(RedisRights.BRIDGE),
                        directory.resolve("admin.sock"),
                        Limits.unlimited().withMaxWhispers(2)),
                () -> {});
        await().until(() -> bridge.trouble() == null);
        ann = Client.login(bridge.port(), "ann");
    }

    @AfterEach
    void stop() {
        ann.close();
        bridge.stop();
    }

    private Map<String, Double> metrics() {
        return bridge.metrics().stream()
                .flatMap(metric -> metric.readings().stream())
                .collect(Collectors.toMap(Metric.Reading::name, Metric.Reading::value));
    }

    private double metric(String name) {
        return Objects.requireNonNull(metrics().get(name), name);
    }

    @Test
    void countsRefusalsByCode() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(metric("errors{code=\"" + code.code() + "\"}")).isZero();
        }
        ann.ask("nonsense");
        ann.ask("nonsense again");
        ann.ask("to nobody hello");
        ann.ask("x".repeat(5_000));
        assertThat(metrics())
                .containsEntry("errors{code=\"unknown-command\"}", 2.0)
                .containsEntry("errors{code=\"no-such-user\"}", 1.0)
                .containsEntry("errors{code=\"line-too-long\"}", 1.0)
                .containsEntry("errors{code=\"usage\"}", 0.0);
    }

    @Test
    void countsGoodbyesByCode() {
        for (ByeCode code : ByeCode.values()) {
            assertThat(metric("goodbyes{code=\"" + code.code() + "\"}")).isZero();
        }
        try (Client bob = Client.login(bridge.port(), "bob");
                Client operator = Client.operator(bridge.adminSocket())) {
            assertThat(operator.status("kick bob")).isEqualTo("OK");
            assertThat(bob.line()).startsWith("BYE kicked");
            ann.send("x".repeat(Limits.FLOOD_BYTES));
            assertThat(ann.line()).startsWith("ERR line-too-long");
            assertThat(ann.line()).startsWith("BYE flood");
        }
        assertThat(metrics())
                .containsEntry("goodbyes{code=\"kicked\"}", 1.0)
                .containsEntry("goodbyes{code=\"flood\"}", 1.0)
                .containsEntry("goodbyes{code=\"shutdown\"}", 0.0);
    }

    @Test
    void countsBytesBothWays() {
        double received = metric("received_bytes");
        double sent = metric("sent_bytes");
        ann.ask("ping");
        assertThat(metric("received_bytes") - received).isEqualTo("ping\r\n".length());
        assertThat(metric("sent_bytes") - sent).isEqualTo("OK pong\r\n".length());
        try (Client operator = Client.operator(bridge.adminSocket())) {
            operator.ask("help");
        }
        assertThat(metric("received_bytes") - received).isEqualTo("ping\r\n".length());
    }

    @Test
    void countsWhispersAndWhatIsMissedOfThem() {
        try (Client bob = Client.login(bridge.port(), "bob")) {
            for (int whisper = 0; whisper < 5; whisper++) {
                assertThat(ann.status("to bob " + whisper)).isEqualTo("OK");
            }
            assertThat(ann.status("to nobody hello")).startsWith("ERR");
            assertThat(metrics())
                    .containsEntry("whispers_sent", 5.0)
                    .containsEntry("whispers_received", 5.0)
                    .containsEntry("missed_messages{kind=\"whisper\"}", 0.0);
            assertThat(bob.ask("pull").get(0)).isEqualTo("MISSED 3");
            assertThat(metrics())
                    .containsEntry("missed_messages{kind=\"whisper\"}", 3.0)
                    .containsEntry("missed_messages{kind=\"lobby\"}", 0.0)
                    .containsEntry("missed_unknown{kind=\"stream\"}", 0.0);
        }
    }

    @Test
    void tellsHowFarALiveReaderIsBehind() {
        assertThat(metrics()).containsEntry("sessions_live", 0.0).containsEntry("sessions_live_lag_messages", 0.0);
        try (Client stalled = Client.login(bridge.port(), "stalled")) {
            stalled.ask("live");
            assertThat(metrics()).containsEntry("sessions_live", 1.0).containsEntry("sessions_live_behind", 0.0);
            for (int message = 0; message < MESSAGES; message++) {
                assertThat(ann.status("pub " + "x".repeat(4_000))).startsWith("OK ");
            }
            assertThat(metrics())
                    .containsEntry("sessions_live", 1.0)
                    .containsEntry("sessions_live_behind", 1.0)
                    .hasEntrySatisfying(
                            "sessions_live_lag_messages", lag -> assertThat(lag).isBetween(1.0, (double) MESSAGES));
            for (int message = 0; message < MESSAGES; message++) {
                assertThat(stalled.line()).startsWith("LOBBY ");
            }
            await().untilAsserted(() -> assertThat(metrics())
                    .containsEntry("sessions_live_behind", 0.0)
                    .containsEntry("sessions_live_lag_messages", 0.0));
        }
    }

    @Test
    void measuresTheLoopsOfSessions() {
        await().until(() -> metric("loop_delay_seconds_count") > 0);
        assertThat(metric("loop_delay_longest_seconds")).isNotNegative();
    }
}
