package parley.bridge.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import parley.redis.endpoint.RedisEndpoint;

class DialerTest {
    private static final int TIMES = 20;

    /** A connection that its loop left behind would neither be open nor ever fail, and keep its buffer. */
    @Test
    void whatIsBeingOpenedEndsWithTheDialer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RedisEndpoint uri = RedisEndpoint.parse("redis://127.0.0.1:" + silent.getLocalPort());
            List<CompletableFuture<?>> dialled = new ArrayList<>();
            for (int time = 0; time < TIMES; time++) {
                try (Dialer dialer = new Dialer(uri, new Refusals(System::nanoTime), () -> {})) {
                    dialled.add(dialer.commands().toCompletableFuture());
                }
            }

            assertThat(dialled).allSatisfy(one -> assertThat(one).completesExceptionallyWithin(Duration.ofSeconds(5)));
        }
    }

    /** Lettuce refuses to connect where the transport doesn't know what is asked of it. */
    @Test
    void asksOnlyForWhatTheTransportKnows() {
        assertThat(Dialer.socketOptions(false).isEnableTcpUserTimeout()).isFalse();
        assertThat(Dialer.socketOptions(true).isEnableTcpUserTimeout()).isTrue();
    }
}
