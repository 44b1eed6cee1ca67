package parley.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.limits.Limits;
import parley.bridge.limits.WhisperLimits;
import parley.protocol.RedisRights;
import parley.redis.test.TestRedis;

/** Whispers that nobody reads, to many sessions at once. */
class WhisperMemoryTest {
    private static final int SESSIONS = 100;
    private static final int WHISPERS = 20;
    private static final long SESSION_BYTES = 20_000;
    private static final long ADDRESS_BYTES = 400_000;
    private static final long BRIDGE_BYTES = 500_000;
    /** Where every address of 127.0.0.0/8 is this machine's. */
    private static final String ELSEWHERE = "127.0.0.2";

    @TempDir
    Path directory;

    private final List<Client> clients = new ArrayList<>();
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(RedisRights.BRIDGE),
                        directory.resolve("admin.sock"),
                        Limits.unlimited().with(new WhisperLimits(1_000, SESSION_BYTES, ADDRESS_BYTES, BRIDGE_BYTES))),
                () -> {});
        await().until(() -> bridge.trouble() == null);
    }

    @AfterEach
    void stop() {
        clients.forEach(Client::close);
        bridge.stop();
    }

    private Client kept(Client client) {
        clients.add(client);
        return client;
    }

    private long metric(String name) {
        return (long) MetricReadings.value(bridge.metrics(), name);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void takeNoMoreThanTheirBudgetAndAreMissedWhereTheyStood() {
        Client sender = kept(Client.login(bridge.port(), "sender"));
        Client modest = kept(Client.login(bridge.port(), ELSEWHERE, "modest"));
        List<Client> hoarders = new ArrayList<>();
        for (int number = 0; number < SESSIONS; number++) {
            hoarders.add(kept(Client.login(bridge.port(), "hoarder" + number)));
        }
        String text = "x".repeat(2_000);
        sender.ask("to modest first");
        for (int round = 0; round < WHISPERS; round++) {
            for (int number = 0; number < SESSIONS; number++) {
                sender.send("to hoarder" + number + " " + round + text);
            }
            for (int number = 0; number < SESSIONS; number++) {
                assertThat(sender.line()).isEqualTo("OK");
            }
            assertThat(metric("whispers_held_bytes")).isLessThanOrEqualTo(BRIDGE_BYTES);
        }
        sender.ask("to modest last");

        assertThat(modest.ask("pull")).hasSize(3).noneMatch(line -> line.startsWith("MISSED"));
        long missed = 0;
        for (Client hoarder : hoarders) {
            List<String> answer = hoarder.ask("pull");
            long gone = answer.get(0).startsWith("MISSED ")
                    ? Long.parseLong(answer.get(0).substring("MISSED ".length()))
                    : 0;
            missed += gone;
            List<String> left = answer.subList(gone > 0 ? 1 : 0, answer.size() - 1);
            assertThat(left).hasSize((int) (WHISPERS - gone));
            for (int index = 0; index < left.size(); index++) {
                assertThat(left.get(index)).endsWith(" sender: " + (gone + index) + text);
            }
            assertThat(bytes(left)).isLessThanOrEqualTo(SESSION_BYTES);
        }
        assertThat(missed).isEqualTo(metric("whispers_dropped"));
        assertThat((SESSIONS * WHISPERS - missed) * text.length()).isBetween(ADDRESS_BYTES / 2, ADDRESS_BYTES);
        assertThat(metric("whispers_held_bytes")).isZero();
    }

    private static long bytes(List<String> lines) {
        return lines.stream()
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Test
    void areGivenBackByWhoLeaves() {
        Client sender = kept(Client.login(bridge.port(), "sender"));
        Client reset = kept(Client.login(bridge.port(), "reset"));
        Client leaving = kept(Client.login(bridge.port(), "leaving"));
        sender.ask("to reset hello");
        sender.ask("to leaving hello");
        assertThat(metric("whispers_held_bytes")).isPositive();
        leaving.ask("downline");
        reset.reset();
        await().untilAsserted(() -> assertThat(metric("whispers_held_bytes")).isZero());
    }
}
