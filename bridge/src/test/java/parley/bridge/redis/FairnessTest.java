package parley.bridge.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.lease.LeaseTiming;
import parley.redis.test.TestRedis;

/** Who floods the lobby makes nobody else wait. */
class FairnessTest {
    private static final ClientAddress ELSEWHERE = new ClientAddress(7, 0);
    private static final int FLOOD = 1_000;

    private final RedisBackend backend = new RedisBackend();
    private final Proxy proxy = new Proxy(TestRedis.uri());

    FairnessTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        backend.close();
        proxy.close();
    }

    @Test
    void whatSomebodyElseSaysIsStoredBeforeMostOfWhatAnAddressFloods() {
        Node node = new Node(backend, proxy.uri(), LeaseTiming.USUAL);
        List<String> names = List.of("ann", "eve", "joe", "kim", "lea");
        names.forEach(node::claim);
        node.claim("bob");
        Deadline deadline = Deadline.in(Duration.ofSeconds(8));
        List<CompletionStage<OptionalLong>> said = new ArrayList<>();
        proxy.hold(false, true);
        for (int at = 0; at < FLOOD; at++) {
            String text = at + " " + "x".repeat(4_000);
            said.add(node.store.lobbyBus().publish(Node.nick(names.get(at % names.size())), Node.HOME, text, deadline));
        }
        CompletionStage<OptionalLong> other =
                node.store.lobbyBus().publish(Node.nick("bob"), ELSEWHERE, "me too", deadline);
        proxy.hold(false, false);

        OptionalLong bobs = Node.await(other);
        List<Long> times =
                said.stream().map(one -> Node.await(one).orElseThrow()).toList();

        // Those of the batch that was under way, and of the one that bob's went with.
        assertThat(times.stream().filter(time -> time < bobs.orElseThrow())).hasSizeLessThan(FLOOD / 4);
        for (int sender = 0; sender < names.size(); sender++) {
            int first = sender;
            assertThat(times.stream().filter(time -> times.indexOf(time) % names.size() == first))
                    .isSorted();
        }
    }
}
