package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.redis.test.TestRedis;

/** Whoever reads what is stored keeps nobody else waiting. */
class PageThreadTest {
    private final RedisBackend backend = new RedisBackend();
    private final Proxy proxy = new Proxy(TestRedis.uri());
    private final Node node = new Node(backend, proxy.uri());
    private final CountDownLatch used = new CountDownLatch(1);

    PageThreadTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        used.countDown();
        backend.close();
        proxy.close();
    }

    private void use() {
        try {
            if (!used.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("never used");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theLobbyGoesOnWhileAPageIsMade() {
        node.claim("ann");
        node.publish("ann", "one");
        // Its answer comes when the thread that has it is known, and before those to what is asked afterwards.
        proxy.holdAll(true);
        CompletableFuture<Void> page = node.store
                .lobbyBus()
                .read(0, Long.MAX_VALUE, Node.HOME)
                .toCompletableFuture()
                .thenRun(this::use);
        proxy.holdAll(false);

        assertThat(node.publish("ann", "two")).isPresent();
        assertThat(node.texts()).containsExactly("ann: one", "ann: two");
        assertThat(page).isNotDone();

        used.countDown();
        Node.await(page);
    }
}
