package parley.bridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.Bridge;
import parley.bridge.BridgeOptions;
import parley.bridge.Client;
import parley.bridge.MetricReadings;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.redis.test.TestRedis;

/** Who is turned away at the door of a whole bridge, and what becomes of them. */
class EntranceTest {
    private static final int CROWD = 3 * Limits.DEPARTURES;

    @TempDir
    Path directory;

    private final List<Socket> crowd = new ArrayList<>();
    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        TestRedis.flush();
        bridge = Bridge.start(
                new BridgeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TestRedis.uri(),
                        directory.resolve("admin.sock"),
                        Limits.unlimited().with(new AdmissionLimits(9, 0, 2))),
                () -> {});
        await().until(() -> bridge.trouble() == null);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        bridge.stop();
    }

    private double metric(String name) {
        return MetricReadings.value(bridge.metrics(), name);
    }

    @Test
    void countsThoseWhoComeTooOftenAndHasRoomForSomeOfThemOnly() throws IOException {
        Client ann = Client.login(bridge.port(), "ann");
        Client.connect(bridge.port()).close();
        await().until(() -> metric("connections_accepted") == 2);
        for (int connection = 0; connection < CROWD; connection++) {
            crowd.add(new Socket(InetAddress.getLoopbackAddress(), bridge.port()));
        }
        await().until(() -> metric("connections_refused{code=\"rate-limited\"}") == CROWD);
        assertThat(metric("connections_leaving")).isLessThanOrEqualTo(Limits.DEPARTURES);
        int told = 0;
        for (Socket socket : crowd) {
            told += toldWhy(socket) ? 1 : 0;
        }
        assertThat(told).isBetween(1, CROWD);
        assertThat(metric("connections_reset") + told).isEqualTo(CROWD);
        assertThat(metric("connections_accepted")).isEqualTo(2);
        await().until(() -> metric("connections_leaving") == 0);
        assertThat(ann.status("ping")).isEqualTo("OK pong");
        ann.close();
    }

    private static boolean toldWhy(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            String line = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(line).isEqualTo("ERR rate-limited You connect too often; wait a little.\r\n");
            return true;
        } catch (SocketException reset) {
            return false;
        }
    }
}
