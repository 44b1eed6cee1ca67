package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.PageLines;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;
import parley.protocol.StreamEntry;
import parley.redis.test.TestRedis;

/** Messages that go to Redis together share an entry of the stream, where all who are there read such entries. */
class SharedEntriesTest {
    private static final byte[] FAR = "9000000000000000".getBytes(UTF_8);

    private final RedisBackend backend = new RedisBackend();
    private final Node node = new Node(backend, TestRedis.uri());

    @AfterEach
    void close() {
        backend.close();
    }

    /** Says so many at once under the name, which the node claims for that; their times. */
    private List<Long> say(String name, int count) {
        node.claim(name);
        return say(IntStream.range(0, count).mapToObj(i -> name + " " + i).toList(), name);
    }

    private List<Long> say(List<String> texts, String name) {
        List<CompletionStage<OptionalLong>> said = texts.stream()
                .map(text -> node.store.lobbyBus().publish(Node.nick(name), Node.HOME, text, Deadline.ofRedis()))
                .toList();
        List<Long> times = new ArrayList<>();
        said.forEach(one -> times.add(Node.await(one).orElseThrow()));
        return times;
    }

    private List<StreamMessage<String, byte[]>> entries() {
        return backend.direct().xrange(RedisNames.STREAM, Range.unbounded());
    }

    private long shared() {
        return entries().stream()
                .filter(entry -> entry.getBody().containsKey(RedisNames.FIELD_MESSAGES))
                .count();
    }

    private void awaitForm(boolean shared) {
        await().until(() -> backend.direct().hexists(RedisNames.LOBBY, "runs") == shared);
    }

    /** All that somebody gets who goes on behind that time. */
    private List<String> since(Node reader, long from) {
        List<String> read = new ArrayList<>();
        long after = from;
        LobbyBus.Page page;
        do {
            page = Node.await(reader.store.lobbyBus().read(after, Long.MAX_VALUE, new ClientAddress(0, 1)));
            assertThat(page.missing()).isZero();
            int size = page.messages().size();
            read.addAll(PageLines.texts(page.messages()).subList(page.messages().firstAfter(after), size));
            after = size == 0 ? after : page.messages().micros(size - 1);
        } while (page.more());
        return read;
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "ann " + i).toList();
    }

    @Test
    void manyAtOnceShareEntriesAndAreReadOneByOne() {
        awaitForm(true);
        List<Long> times = say("ann", 500);

        assertThat(entries()).hasSizeLessThan(300);
        assertThat(times).isSorted().doesNotHaveDuplicates();
        for (int at = 0; at < 500; at += 7) {
            assertThat(since(node, times.get(at))).isEqualTo(texts(at + 1, 500));
        }
        Node later = new Node(backend, TestRedis.uri());
        assertThat(later.texts()).isEqualTo(node.texts());
        assertThat(since(later, times.get(0) - 1)).isEqualTo(texts(0, 500));
    }

    @Test
    void anEntryHoldsSoManyMessagesAndBytes() {
        awaitForm(true);
        say("ann", 1_000);
        say(IntStream.range(0, 100).mapToObj(i -> "x".repeat(4_000)).toList(), "ann");

        for (StreamMessage<String, byte[]> entry : entries()) {
            byte[] lines = entry.getBody().getOrDefault(RedisNames.FIELD_MESSAGES, new byte[0]);
            assertThat(new String(lines, UTF_8).lines().count()).isLessThanOrEqualTo(StreamEntry.MOST_MESSAGES);
            assertThat(lines.length).isLessThan(8_192 + 4_100);
        }
        assertThat(shared()).isGreaterThan(15);
    }

    @Test
    void announcementsStandAlone() {
        awaitForm(true);
        node.claim("ann");
        List<CompletionStage<?>> said = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            said.add(
                    i % 10 == 3
                            ? node.store.lobbyBus().announce("to all\n" + i, Deadline.ofRedis())
                            : node.store
                                    .lobbyBus()
                                    .publish(Node.nick("ann"), Node.HOME, "ann " + i, Deadline.ofRedis()));
        }
        said.forEach(Node::await);

        assertThat(shared()).isPositive();
        assertThat(since(node, 0)).hasSize(200).contains("to all 13").endsWith("ann 198", "ann 199");
    }

    @Test
    void bothFormsAreReadWhereTheyStandSideBySide() {
        awaitForm(true);
        List<Long> first = say("ann", 100);
        backend.direct().hset(RedisNames.BRIDGES, "of an earlier version", FAR);
        awaitForm(false);
        long before = shared();
        List<Long> second = say(texts(100, 200), "ann");
        assertThat(shared()).isEqualTo(before).isPositive();
        assertThat(entries()).hasSizeGreaterThan(100);

        backend.direct().hdel(RedisNames.BRIDGES, "of an earlier version");
        anHourPasses();
        awaitForm(true);
        List<Long> third = say(texts(200, 300), "ann");

        assertThat(since(node, first.get(50))).isEqualTo(texts(51, 300));
        assertThat(since(node, second.get(50))).isEqualTo(texts(151, 300));
        assertThat(since(node, third.get(50))).isEqualTo(texts(251, 300));
        assertThat(new Node(backend, TestRedis.uri()).texts()).isEqualTo(node.texts());
    }

    /** Since somebody was there who reads the earlier form only. */
    private void anHourPasses() {
        long then = Long.parseLong(new String(backend.direct().hget(RedisNames.LOBBY, "plain"), UTF_8));
        assertThat(backend.direct().hexists(RedisNames.LOBBY, "runs")).isFalse();
        backend.direct()
                .hset(
                        RedisNames.LOBBY,
                        "plain",
                        Long.toString(then - 3_601_000_000L).getBytes(UTF_8));
    }

    @Test
    void anArchiverThatDoesNotReadThemCountsForAnHour() {
        awaitForm(true);
        String archivers = backend.channels().archivers();
        backend.directSubscribe(archivers, payload -> {});
        awaitForm(false);

        backend.directUnsubscribe(archivers);
        await().until(() -> backend.direct().pubsubNumsub(archivers).containsValue(0L));
        say("ann", 100);
        assertThat(shared()).isZero();

        backend.archiver();
        say(texts(100, 200), "ann");
        assertThat(shared()).isZero();
        anHourPasses();
        awaitForm(true);
    }

    @Test
    void aBridgeThatIsAwayReadsThemStill() {
        awaitForm(true);
        Node other = new Node(backend, TestRedis.uri());
        Runnable resume = other.pause();
        say("ann", 100);

        assertThat(shared()).isPositive();
        assertThat(backend.direct().hexists(RedisNames.LOBBY, "plain")).isFalse();
        resume.run();
        await().untilAsserted(() -> assertThat(other.texts()).isEqualTo(node.texts()));
    }

    @Test
    void whatIsSaidOnceIsSaidOnceWithinOneEntry() {
        awaitForm(true);
        node.claim("ann");
        List<CompletionStage<OptionalLong>> said = IntStream.range(0, 200)
                .mapToObj(i -> node.store
                        .lobbyBus()
                        .publishOnce(
                                Node.nick("ann"),
                                Node.HOME,
                                new LobbyBus.Keyed("key" + i / 2, "ann " + i / 2),
                                Deadline.ofRedis()))
                .toList();
        List<Long> times =
                said.stream().map(one -> Node.await(one).orElseThrow()).toList();

        assertThat(since(node, 0)).isEqualTo(texts(0, 100));
        for (int i = 0; i < 200; i += 2) {
            assertThat(times.get(i)).isEqualTo(times.get(i + 1));
        }
    }

    @Test
    void aStreamThatIsAheadOfItsHashIsFollowedBeyondWhatItsLastEntryHolds() {
        awaitForm(true);
        say("ann", 100);
        long ahead =
                MessageTime.fromStreamId(entries().get(entries().size() - 1).getId()) + 60_000_000;
        String lines = String.join(
                "\n", texts(100, 110).stream().map(text -> "ann: " + text).toList());
        byte[] epoch = backend.direct().hget(RedisNames.LOBBY, "epoch");
        backend.direct()
                .xadd(
                        RedisNames.STREAM,
                        new XAddArgs().id(MessageTime.toStreamId(ahead)),
                        Map.of("e", epoch, "n", "101".getBytes(UTF_8), "m", lines.getBytes(UTF_8)));

        List<Long> times = say(texts(110, 112), "ann");

        assertThat(times.get(0)).isGreaterThan(ahead + 9);
    }
}
