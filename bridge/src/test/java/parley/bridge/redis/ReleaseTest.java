package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Deadline;
import parley.redis.test.TestRedis;

/** Nicknames that are given up while others are. */
class ReleaseTest {
    private static final Pattern RUNS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

    private final RedisBackend backend = new RedisBackend();
    private final Proxy proxy = new Proxy(TestRedis.uri());
    private final Node node = new Node(backend, proxy.uri());

    ReleaseTest() throws IOException {}

    @BeforeEach
    void claim() {
        for (String name : List.of("ann", "bob", "corn")) {
            assertThat(node.claim(name)).isTrue();
        }
    }

    @AfterEach
    void close() throws IOException {
        backend.close();
        proxy.close();
    }

    @Test
    void aCrowdLeavesInAFewScripts() {
        List<CompletionStage<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            claims.add(node.store.presence().claim(Node.nick("guest-" + i), Deadline.ofRedis()));
        }
        claims.forEach(claim -> assertThat(Node.await(claim)).isTrue());
        long before = scripts();
        proxy.hold(false, true);

        List<CompletionStage<Void>> releases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            releases.add(node.store.presence().release(Node.nick("guest-" + i)));
        }
        proxy.hold(false, false);
        releases.forEach(Node::await);

        assertThat(scripts() - before).as("heartbeats are among them").isLessThan(100);
        assertThat(node.online()).containsExactlyInAnyOrder("ann", "bob", "corn");
    }

    @Test
    void aNameThatIsClaimedWhileItWaitsToBeGivenUpIsKept() {
        proxy.hold(false, true);
        CompletionStage<Void> first = node.store.presence().release(Node.nick("bob"));
        CompletionStage<Void> second = node.store.presence().release(Node.nick("ann"));
        CompletionStage<Boolean> again = node.store.presence().claim(Node.nick("ann"), Deadline.ofRedis());
        proxy.hold(false, false);

        Node.await(first);
        Node.await(second);
        assertThat(Node.await(again)).isTrue();
        assertThat(node.online()).containsExactlyInAnyOrder("ann", "corn");
    }

    @Test
    void whatLooksLikeANameThatWaitsToBeGivenUpCanBeClaimed() {
        proxy.hold(false, true);
        node.store.presence().release(Node.nick("bob"));
        node.store.presence().release(Node.nick("corn"));
        CompletionStage<Boolean> lookalike = node.store.presence().claim(Node.nick("com"), Deadline.ofRedis());
        proxy.hold(false, false);

        assertThat(Node.await(lookalike)).isTrue();
        await().untilAsserted(() -> assertThat(node.online()).containsExactlyInAnyOrder("ann", "com"));
    }

    private long scripts() {
        Matcher runs = RUNS.matcher(backend.direct().info("commandstats"));
        return runs.find() ? Long.parseLong(runs.group(1)) : 0;
    }
}
