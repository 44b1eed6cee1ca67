package parley.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.archiver.store.ArchiveFile;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion.Messages;
import parley.protocol.archive.ArchiveQuestion.Words;

/** What bridges ask of a running archiver, which answers while it archives. */
class QuestionsTest extends ArchiverOnRedis {
    private static final Duration NO_TIME = Duration.ZERO;

    private Questioner bridge;

    @BeforeEach
    void begin() {
        publisher.say("ann", "The first word");
        start();
        awaitRows(1);
        bridge = new Questioner(publisher);
    }

    @AfterEach
    void end() {
        bridge.close();
    }

    private static long micros(String id) {
        return MessageTime.parse(id).orElseThrow();
    }

    @Test
    void areAnsweredWithWhatHoldsAllOfTheWords() {
        String hello = publisher.say("李雷", "Hello: 你好  world! ");
        String notice = publisher.announce("hello, World");
        publisher.say("ann", "hello");
        awaitRows(4);
        ArchiveAnswer answer = bridge.ask(new Words(micros(notice), "WORLD hello"));
        assertThat(answer.found())
                .isEqualTo(new ArchiveAnswer.Found(
                        List.of(micros(hello), micros(notice)),
                        List.of(
                                new Payload(MessageKind.LOBBY, "李雷", "Hello: 你好  world! "),
                                new Payload(MessageKind.NOTICE, Payload.ADMINISTRATOR, "hello, World"))));
        assertThat(bridge.search(0, "好")).containsExactly("Hello: 你好  world! ");
        assertThat(bridge.search(0, "elephant")).isEmpty();
        await().untilAsserted(() -> assertThat(questions("answered")).isEqualTo(3));
    }

    @Test
    void areAnsweredWithTheNewestTwenty() {
        publisher.sayAll("number", 50);
        long newest = micros(publisher.say("ann", "number last"));
        awaitRows(52);
        assertThat(bridge.search(newest, "number"))
                .containsExactlyElementsOf(Stream.concat(
                                IntStream.rangeClosed(32, 50).mapToObj(number -> "number " + number),
                                Stream.of("number last"))
                        .toList());
    }

    @Test
    void findWhatDirectClientsSaid() {
        publisher.direct("eve: from elsewhere ");
        awaitRows(2);
        assertThat(bridge.search(0, "elsewhere")).containsExactly("from elsewhere");
    }

    @Test
    void whereThereIsNothingToLookForAreAnsweredSo() {
        assertThat(bridge.ask(new Words(0, "?! \u200B ...")).found()).isNull();
        assertThat(bridge.ask(new Words(0, "")).found()).isNull();
    }

    /** As long a line as any client may send, and all that could be read as more than words. */
    @Test
    void mayHoldAnything() {
        publisher.say("ann", "a OR b AND (c) NEAR d* \"quoted\" text:e ^f -g + 'h'; DROP TABLE message");
        awaitRows(2);
        for (String words : List.of(
                "a OR b",
                "\"quoted\" (c)",
                "d* text:e",
                "^f -g",
                "'h'; DROP TABLE message; --",
                "NEAR",
                "\\ \" '",
                "a\u0000b\uD800 \uFFFF")) {
            bridge.ask(new Words(0, words));
        }
        assertThat(bridge.search(0, "near d quoted text e f g h drop")).hasSize(1);
        assertThat(bridge.search(0, "a ".repeat(32_000))).hasSize(1);
        assertThat(bridge.search(0, "字".repeat(21_000))).isEmpty();
        assertThat(bridge.search(0, "字 ".repeat(16_000))).isEmpty();
        assertThat(bridge.search(0, "x".repeat(65_000))).isEmpty();
        String distinct = IntStream.range(0, 1_300).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        publisher.say("ann", distinct);
        awaitRows(3);
        assertThat(bridge.search(0, distinct)).containsExactly(distinct);
    }

    @Test
    void largeTextsComeInPieces() {
        List<String> texts = IntStream.rangeClosed(1, 25)
                .mapToObj(number -> number + " large " + "字".repeat(number % 2 == 0 ? 21_000 : 10))
                .toList();
        texts.forEach(text -> publisher.say("ann", text));
        long newest = micros(publisher.say("ann", "small"));
        awaitRows(27);
        Words words = new Words(newest, "large");
        ArchiveAnswer answer = bridge.ask(words);
        ArchiveAnswer.Found found = Objects.requireNonNull(answer.found());
        assertThat(found.times()).hasSize(20);
        assertThat(found.messages()).hasSizeBetween(1, 6);
        assertThat(answer.toString().length()).isLessThan(ArchiveAnswer.PIECE_CHARS + 21_100);
        assertThat(bridge.search(newest, "large")).containsExactlyElementsOf(texts.subList(5, 25));
    }

    @Test
    void areNotAnsweredForAnotherArchiver() {
        long first = micros(files.rows().get(0).id());
        bridge.send(new Messages("archiver-another", List.of(first)), Questioner.PATIENCE);
        String archiver = bridge.ask(new Words(0, "first")).archiver();
        ArchiveAnswer answer = bridge.ask(new Messages(archiver, List.of(1L, first)));
        assertThat(answer.found())
                .isEqualTo(new ArchiveAnswer.Found(
                        List.of(first), List.of(new Payload(MessageKind.LOBBY, "ann", "The first word"))));
        assertThat(bridge.waiting()).isZero();
    }

    /** Nothing is said here before the question that names what the archiver cannot have written by then. */
    @Test
    void waitForTheMessageThatTheyName() throws Exception {
        for (int round = 0; round < 20; round++) {
            long newest = micros(publisher.say("ann", "just now " + round));
            assertThat(bridge.search(newest, "now " + round)).containsExactly("just now " + round);
        }
    }

    @Test
    void doNotWaitForEver() throws Exception {
        // The writer waits for whoever else writes to the file.
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:"
                        + ArchiveFile.in(files.directory()).path().toUri());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            long newest = micros(publisher.say("ann", "a second word"));
            assertThat(bridge.search(newest, "word")).containsExactly("The first word");
            statement.execute("ROLLBACK");
        }
        awaitRows(2);
    }

    @Test
    void thatNobodyWaitsForAreLeft() {
        bridge.send(new Words(0, "first"), NO_TIME);
        await().untilAsserted(() -> assertThat(questions("late")).isEqualTo(1));
        assertThat(bridge.search(0, "first")).hasSize(1);
        assertThat(bridge.waiting()).isZero();
    }

    @Test
    void thatAreNoneAreLeft() {
        for (String wrong : List.of("", "SEARCH", "SEARCH 1 b1 x 0\nfirst", "PART 1 b1\nfirst", "\u0000")) {
            assertThat(bridge.publish(wrong)).isEqualTo(1);
        }
        assertThat(bridge.search(0, "first")).hasSize(1);
        assertThat(bridge.waiting()).isZero();
        assertThat(running().ready()).isTrue();
    }

    @Test
    void goOnAfterARestart() {
        stop();
        assertThat(bridge.publish("SEARCH 1 b1 1800 0\nfirst")).isZero();
        start();
        assertThat(bridge.search(0, "first")).hasSize(1);
    }

    @Test
    void thatTheArchiveCannotAnswerAreNot() throws Exception {
        files.sql("DELETE FROM message_words_data");
        bridge.send(new Words(0, "first"), Questioner.PATIENCE);
        await().untilAsserted(() -> assertThat(questions("failed")).isEqualTo(1));
        assertThat(bridge.waiting()).isZero();
        assertThat(running().ready()).isTrue();
    }

    @Test
    void tooManyAreDroppedAndCostNoMessage() {
        String words = "x".repeat(60_000);
        publisher.sayAll("early", 3_000);
        for (int at = 0; at < 400; at++) {
            bridge.send(new Words(Long.MAX_VALUE, words + at), Questioner.PATIENCE);
        }
        await().untilAsserted(() -> assertThat(questions("dropped")).isPositive());
        publisher.sayAll("late", 3_000);
        awaitRows(6_001);
        await().untilAsserted(
                        () -> assertThat(metric("archiver_questions_bytes")).isZero());
        await().untilAsserted(() -> assertThat(Stream.of("answered", "late", "dropped", "failed")
                        .mapToDouble(this::questions)
                        .sum())
                .isEqualTo(400));
    }

    @Test
    void leaveNothingBehind() throws Exception {
        assertThat(bridge.search(0, "first")).hasSize(1);
        stop();
        try (Stream<Path> left = Files.list(files.directory())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.equals("archive.db") || name.equals("archive.lock"));
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("archive-search")))
                .isEmpty();
    }

    private double questions(String outcome) {
        return metric("archiver_questions{outcome=\"" + outcome + "\"}");
    }
}
