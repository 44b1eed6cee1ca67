package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.PageLines;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.LobbyBus.Page;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.RedisNames;
import parley.redis.test.TestRedis;

/** What Redis keeps of the lobby is bounded in messages and in bytes. */
class StreamBoundTest {
    private static final long LEAST = StreamLimits.LEAST_BYTES;
    private static final long STEP = LEAST / 4;
    private static final StreamLimits NARROW = new StreamLimits(2_000_000, LEAST);
    private static final StreamLimits WIDE = new StreamLimits(2_000_000, 100 * LEAST);

    private final RedisBackend backend = new RedisBackend();

    @AfterEach
    void close() {
        backend.close();
    }

    private Node node(StreamLimits kept) {
        Node node = new Node(backend, TestRedis.uri(), LeaseTiming.USUAL, kept);
        node.claim("ann" + backend.direct().hlen(RedisNames.OWNERS));
        return node;
    }

    /** Says so many messages of that length under the name that the node claimed, and gives their times. */
    private static List<Long> say(Node node, String name, int count, int length) {
        List<CompletionStage<OptionalLong>> said = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            said.add(node.store.lobbyBus().publish(Node.nick(name), Node.HOME, "x".repeat(length), Deadline.ofRedis()));
            if (said.size() == 50 || at == count - 1) {
                said.forEach(one -> times.add(Node.await(one).orElseThrow()));
                said.clear();
            }
        }
        return times;
    }

    private long kept() {
        return backend.direct().xrange(RedisNames.STREAM, Range.unbounded()).stream()
                .mapToLong(StreamBoundTest::messages)
                .sum();
    }

    private static long messages(StreamMessage<String, byte[]> entry) {
        byte[] several = entry.getBody().get(RedisNames.FIELD_MESSAGES);
        return several == null ? 1 : new String(several, UTF_8).lines().count();
    }

    /** What the values of the kept entries have, without what holds them. */
    private long keptBytes() {
        return backend.direct().xrange(RedisNames.STREAM, Range.unbounded()).stream()
                .flatMap(entry -> entry.getBody().values().stream())
                .mapToLong(value -> value.length)
                .sum();
    }

    private static Page since(Node node, long after) {
        return Node.await(node.store.lobbyBus().read(after, Long.MAX_VALUE, new ClientAddress(0, 1)));
    }

    @Test
    void longMessagesGoWhereTheirBytesReachTheLimit() {
        Node node = node(NARROW);
        List<Long> times = say(node, "ann0", 700, 4_000);

        assertThat(keptBytes()).isBetween(LEAST - 3 * STEP, LEAST);
        assertThat(backend.direct().memoryUsage(RedisNames.STREAM)).isLessThan(LEAST * 6 / 5);
        long gone = 700 - kept();
        assertThat(since(node, times.get(0) - 1).missing()).isEqualTo(gone);
        assertThat(since(node, times.get((int) gone)).missing()).isZero();
        assertThat(backend.direct().zcard(RedisNames.MARKS)).isLessThanOrEqualTo(LEAST / STEP);
    }

    @Test
    void shortMessagesGoWhereTheirMemoryReachesTheLimit() {
        Node node = node(NARROW);
        say(node, "ann0", 80_000, 10);

        assertThat(kept()).isLessThan(80_000);
        assertThat(backend.direct().memoryUsage(RedisNames.STREAM)).isBetween(LEAST / 4, LEAST * 6 / 5);
    }

    @Test
    void nothingGoesBeforeTheLimitIsReached() {
        Node node = node(WIDE);

        say(node, "ann0", 700, 4_000);

        assertThat(kept()).isEqualTo(700);
    }

    @Test
    void messagesGoWhereTheirNumberReachesTheLimit() {
        Node node = node(new StreamLimits(200, 100 * LEAST));

        say(node, "ann0", 1_000, 10);

        // Redis lets go of whole nodes.
        assertThat(kept()).isBetween(200L, 200L + 2 * 100);
    }

    @Test
    void whereBridgesDifferTheLeastCounts() {
        Node wide = node(WIDE);
        Node narrow = node(NARROW);

        say(wide, "ann0", 700, 4_000);
        assertThat(kept()).isEqualTo(700);
        say(narrow, "ann1", 70, 4_000);

        assertThat(keptBytes()).isLessThan(LEAST);
        say(wide, "ann0", 10, 4_000);
        assertThat(node(WIDE).texts()).hasSize((int) kept());
    }

    @Test
    void whatWasStoredBeforeAnybodyCountedIsLetGoInTheEnd() {
        Node node = node(NARROW);
        List<Long> times = say(node, "ann0", 100, 1_000);
        backend.direct().hdel(RedisNames.LOBBY, "bytes", "marked");

        say(node, "ann0", 50, 4_000);
        assertThat(since(node, times.get(0) - 1).missing()).isZero();
        say(node, "ann0", 300, 4_000);

        assertThat(keptBytes()).isLessThan(LEAST);
        assertThat(backend.direct().zcard(RedisNames.MARKS)).isLessThanOrEqualTo(LEAST / STEP);
    }

    @Test
    void aStreamThatLostItsMarksIsBoundedAgain() {
        Node node = node(NARROW);
        say(node, "ann0", 200, 4_000);
        backend.direct().del(RedisNames.MARKS);

        say(node, "ann0", 500, 4_000);

        assertThat(keptBytes()).isLessThan(LEAST);
    }

    @Test
    void whatIsStoredIsAnsweredAlsoWhereNothingCanBeLetGo() {
        Node node = node(NARROW);
        backend.direct().set(RedisNames.MARKS, "of another type".getBytes(UTF_8));
        backend.direct().hset(RedisNames.LOBBY, "marked", "0".getBytes(UTF_8));

        List<Long> times = say(node, "ann0", 150, 4_000);

        assertThat(times).hasSize(150).isSorted();
        assertThat(kept()).isEqualTo(150);
    }

    @Test
    void aFlushedRedisCountsFromNothing() {
        Node node = node(NARROW);
        say(node, "ann0", 100, 4_000);
        backend.direct().flushall();
        await().until(() -> node.online().contains("ann0"));

        say(node, "ann0", 150, 4_000);

        StreamMessage<String, byte[]> oldest = backend.direct()
                .xrange(RedisNames.STREAM, Range.unbounded(), Limit.from(1))
                .get(0);
        assertThat(new String(Objects.requireNonNull(oldest.getBody().get("n")), UTF_8))
                .isEqualTo("1");
    }

    @Test
    void whoReadsOnGetsAllThatIsKept() {
        Node node = node(NARROW);
        say(node, "ann0", 400, 4_000);
        List<String> read = new ArrayList<>();
        long after = 0;
        LobbyBus.Page page;
        do {
            page = since(node, after);
            int size = page.messages().size();
            read.addAll(PageLines.texts(page.messages()).subList(page.messages().firstAfter(after), size));
            after = size == 0 ? after : page.messages().micros(size - 1);
        } while (page.more());

        assertThat(read).hasSize((int) kept());
    }
}
