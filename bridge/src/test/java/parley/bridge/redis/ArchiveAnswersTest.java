package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Archivers.Found;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.MessageKind;
import parley.protocol.archive.ArchiveQuestion;
import parley.redis.test.TestRedis;

/** What a bridge makes of archivers that are silent, slow, wrong, gone, or none at all. The test is the archiver. */
class ArchiveAnswersTest {
    private static final Deadline LATER = Deadline.in(Duration.ofSeconds(60));

    private final RedisBackend backend = new RedisBackend();
    private final Node node = new Node(backend, TestRedis.uri());
    private final BlockingQueue<ArchiveQuestion> questions = new LinkedBlockingQueue<>();

    ArchiveAnswersTest() {
        node.claim("ann");
        backend.directSubscribe(
                backend.channels().archivers(),
                payload -> questions.add(ArchiveQuestion.parse(payload).orElseThrow()));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private CompletableFuture<Optional<Found>> search(String words, Deadline deadline) {
        return node.store.archivers().search(words, Node.HOME, deadline).toCompletableFuture();
    }

    private ArchiveQuestion question() throws InterruptedException {
        ArchiveQuestion question = questions.poll(10, TimeUnit.SECONDS);
        assertThat(question).isNotNull();
        return question;
    }

    private void answer(String answer) {
        backend.directPublish(backend.channels().bridge(node.store.bridges().id()), answer.getBytes(UTF_8));
    }

    @Test
    void theQuestionNamesTheNewestMessageAndHowLongIsWaited() throws Exception {
        long newest = node.publish("ann", "hello").orElseThrow();
        search("hello  you", Deadline.in(Duration.ofSeconds(30)));
        ArchiveQuestion question = question();
        assertThat(question.asked()).isEqualTo(new ArchiveQuestion.Words(newest, "hello  you"));
        assertThat(question.bridge()).isEqualTo(node.store.bridges().id());
        assertThat(question.time()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void ofSeveralArchiversTheFirstAnswerCounts() throws Exception {
        CompletableFuture<Optional<Found>> found = search("x", LATER);
        long request = question().request();
        answer("FOUND " + request + " a1\n5\nlobby\nann\nfirst");
        answer("FOUND " + request + " a2\n6\nlobby\nann\nsecond");
        assertThat(Node.await(found).orElseThrow().messages())
                .containsExactly(new LobbyMessage(5, MessageKind.LOBBY, "ann", "first"));
    }

    @Test
    void whatIsNoAnswerIsPassedOver() throws Exception {
        CompletableFuture<Optional<Found>> found = search("x", LATER);
        long request = question().request();
        for (String wrong : List.of(
                "FOUND " + (request + 1) + " a1\n5\nlobby\nann\nanother's",
                "FOUND " + request + " a1\n5",
                "FOUND " + request + " a1\n5\nlobby\nann",
                "FOUND " + request + " a1\n6 5\nlobby\nann\nhi",
                "FOUND " + request + " a1\n5\nlobby\nann\n" + "x".repeat(1 << 20),
                "ANSWER " + request + " a1\n0",
                "\u0000\uFFFF",
                "")) {
            answer(wrong);
        }
        answer("FOUND " + request + " a1\n");
        assertThat(Node.await(found).orElseThrow().messages()).isEmpty();
        await().until(node.store::ready);
    }

    @Test
    void aForgedAnswerShowsNothingThatATerminalObeys() throws Exception {
        CompletableFuture<Optional<Found>> found = search("x", LATER);
        answer("FOUND " + question().request() + " a1\n5\nnotice\nAd\u001B[2Jmin\nred\r\u2028BYE \u202Ekicked");
        assertThat(Node.await(found).orElseThrow().messages())
                .extracting(LobbyMessage::line)
                .containsExactly("NOTICE 1970-01-01T00:00:00.000005Z Ad[2Jmin: red  BYE kicked");
    }

    @Test
    void theRestIsAskedOfTheSameArchiverAndIsWhatItNamed() throws Exception {
        CompletableFuture<Optional<Found>> found = search("x", LATER);
        answer("FOUND " + question().request() + " a1\n5 6 7\nlobby\nann\nfive");
        Function<Deadline, CompletionStage<Found>> rest =
                Objects.requireNonNull(Node.await(found).orElseThrow().rest());
        CompletableFuture<Found> next = rest.apply(LATER).toCompletableFuture();
        ArchiveQuestion question = question();
        assertThat(question.asked()).isEqualTo(new ArchiveQuestion.Messages("a1", List.of(6L, 7L)));
        String head = "FOUND " + question.request() + " ";
        answer(head + "a2\n6\nlobby\nann\nanother archiver's");
        answer(head + "a1\n8\nlobby\nann\nnot asked for");
        answer("WORDLESS " + question.request() + " a1");
        // What was let go meanwhile is left out.
        answer(head + "a1\n7\nlobby\nann\nseven");
        assertThat(Node.await(next).messages()).extracting(LobbyMessage::text).containsExactly("seven");
        assertThat(Node.await(next).rest()).isNull();
    }

    @Test
    void whereTheArchiverSaysNothingNobodyWaitsLonger() throws Exception {
        CompletableFuture<Optional<Found>> found = search("x", Deadline.in(Duration.ofMillis(300)));
        ArchiveQuestion question = question();
        assertThatThrownBy(found::join).hasCauseInstanceOf(UnavailableException.class);
        // The late answer harms nobody, and the next question has its own.
        answer("FOUND " + question.request() + " a1\n5\nlobby\nann\nlate");
        CompletableFuture<Optional<Found>> next = search("y", LATER);
        answer("WORDLESS " + question().request() + " a1");
        assertThat(Node.await(next)).isEmpty();
    }

    @Test
    void anAddressWaitsForItsTurnsAndOthersDoNot() throws Exception {
        for (int at = 0; at < 5; at++) {
            search("one" + at, LATER);
        }
        assertThat(question().asked()).isEqualTo(new ArchiveQuestion.Words(0, "one0"));
        ArchiveQuestion second = question();
        assertThat(second.asked()).isEqualTo(new ArchiveQuestion.Words(0, "one1"));
        assertThat(Limits.SEARCHES_OF_ADDRESS).isEqualTo(2);
        node.store.archivers().search("other", ClientAddress.of(new byte[] {10, 0, 0, 1}), LATER);
        assertThat(question().asked()).isEqualTo(new ArchiveQuestion.Words(0, "other"));
        answer("FOUND " + second.request() + " a1\n");
        assertThat(question().asked()).isEqualTo(new ArchiveQuestion.Words(0, "one2"));
    }

    @Test
    void whereRedisIsGoneItIsSaidAtOnce() throws IOException {
        Node far;
        try (Proxy proxy = new Proxy(TestRedis.uri())) {
            far = new Node(backend, proxy.uri());
        }
        await().until(() -> !far.store.ready());
        assertThatThrownBy(() -> far.store
                        .archivers()
                        .search("x", Node.HOME, LATER)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnavailableException.class);
    }
}
