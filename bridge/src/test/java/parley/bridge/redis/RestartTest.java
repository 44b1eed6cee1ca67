package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers.Delivery;
import parley.bridge.limits.Deadline;
import parley.protocol.RedisRights;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.test.TestRedis;

/** What happens when Redis itself dies and is started again. */
class RestartTest {
    private final RedisBackend backend = new RedisBackend();
    private @Nullable EmbeddedRedis redis;

    @AfterEach
    void close() {
        backend.close();
        if (redis != null) {
            redis.close();
        }
    }

    private static void kill(EmbeddedRedis redis) {
        long pid = redis.pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> redis.pid() != 0 && redis.pid() != pid);
    }

    @Test
    void afterARestartWithoutDataEverythingIsThereAgainButWhatWasStored() throws IOException {
        EmbeddedRedis mortal = EmbeddedRedis.start(null, null, TestRedis.users());
        redis = mortal;
        Node one = new Node(backend, mortal.uri(RedisRights.BRIDGE.user()));
        Node other = new Node(backend, mortal.uri(RedisRights.BRIDGE.user()));
        one.claim("ann");
        other.claim("bob");
        List<Whisper> heard = one.ear("ann");
        one.publish("ann", "before");
        await().until(() -> other.texts().size() == 1);

        kill(mortal);

        await().until(() -> one.store.ready() && other.store.ready());
        assertThat(one.online()).containsExactlyInAnyOrder("ann", "bob");
        assertThat(other.publish("bob", "after")).isPresent();
        assertThat(Node.await(other.store.whispers().send(Node.nick("bob"), "ann", "psst", Deadline.ofRedis())))
                .isEqualTo(Delivery.DELIVERED);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));
        for (Node node : List.of(one, other)) {
            await().untilAsserted(
                            () -> assertThat(node.texts()).containsExactly("ann: before", "MISSED ?", "bob: after"));
            assertThat(node.lost).isEmpty();
        }
    }

    @Test
    void afterARestartWithItsDataNothingIsMissing(@TempDir Path data) throws IOException {
        EmbeddedRedis mortal = EmbeddedRedis.start(data, null, TestRedis.users());
        redis = mortal;
        Node one = new Node(backend, mortal.uri(RedisRights.BRIDGE.user()));
        one.claim("ann");
        for (int i = 0; i < 20; i++) {
            one.publish("ann", String.valueOf(i));
        }
        // What is answered may still be on its way to the disk, for a second at the most.
        long later = System.nanoTime() + 1_200_000_000L;
        await().until(() -> System.nanoTime() > later);

        kill(mortal);

        await().until(one.store::ready);
        await().untilAsserted(() -> assertThat(one.publish("ann", "20")).isPresent());
        await().untilAsserted(() -> assertThat(one.texts()).hasSize(21).doesNotContain("MISSED ?"));
        assertThat(one.lost).isEmpty();
    }
}
