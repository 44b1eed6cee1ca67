package parley.protocol.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

/** Questions and answers on the wire, written out once more; and what is none. */
class ArchiveMessagesTest {
    private static final Payload HELLO = new Payload(MessageKind.LOBBY, "李雷", "hello: 你好\t! ");
    private static final Payload NOTICE = new Payload(MessageKind.NOTICE, Payload.ADMINISTRATOR, "");

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void questions() {
        ArchiveQuestion search =
                new ArchiveQuestion(7, "b1", Duration.ofMillis(1_800), new ArchiveQuestion.Words(42, "red  blue"));
        assertThat(search).hasToString("SEARCH 7 b1 1800 42\nred  blue");
        assertThat(ArchiveQuestion.parse(bytes(search.toString()))).contains(search);

        ArchiveQuestion read = new ArchiveQuestion(
                8, "b1", Duration.ofMillis(5), new ArchiveQuestion.Messages("a1", List.of(1L, 20L, 300L)));
        assertThat(read).hasToString("READ 8 b1 5 a1\n1 20 300");
        assertThat(ArchiveQuestion.parse(bytes(read.toString()))).contains(read);
    }

    @Test
    void answers() {
        ArchiveAnswer.Found found = new ArchiveAnswer.Found(List.of(1L, 20L, 300L), List.of(HELLO, NOTICE));
        ArchiveAnswer answer = new ArchiveAnswer(7, "a1", found);
        assertThat(answer).hasToString("FOUND 7 a1\n1 20 300\nlobby\n李雷\nhello: 你好\t! \nnotice\nAdministrator\n");
        assertThat(ArchiveAnswer.parse(bytes(answer.toString()))).contains(answer);

        ArchiveAnswer none = new ArchiveAnswer(7, "a1", new ArchiveAnswer.Found(List.of(), List.of()));
        assertThat(none).hasToString("FOUND 7 a1\n");
        assertThat(ArchiveAnswer.parse(bytes(none.toString()))).contains(none);

        ArchiveAnswer wordless = new ArchiveAnswer(7, "a1", null);
        assertThat(wordless).hasToString("WORDLESS 7 a1");
        assertThat(ArchiveAnswer.parse(bytes(wordless.toString()))).contains(wordless);
    }

    @Test
    void twentyAreTheMost() {
        List<Long> times = LongStream.rangeClosed(1, 20).boxed().toList();
        ArchiveAnswer most = new ArchiveAnswer(1, "a", new ArchiveAnswer.Found(times, Collections.nCopies(20, HELLO)));
        assertThat(ArchiveAnswer.parse(bytes(most.toString()))).contains(most);
        assertThat(ArchiveAnswer.parse(bytes(most + "\nlobby\nann\nmore"))).isEmpty();

        String many = String.join(
                " ", IntStream.rangeClosed(1, 21).mapToObj(String::valueOf).toList());
        assertThat(ArchiveAnswer.parse(bytes("FOUND 1 a\n" + many + "\nlobby\nann\nhi")))
                .isEmpty();
        assertThat(ArchiveQuestion.parse(bytes("READ 1 b 1 a\n" + many))).isEmpty();
    }

    @Test
    void whatAnAnswerHoldsIsSafeToShow() {
        assertThat(ArchiveAnswer.parse(bytes("FOUND 1 a\n5\nlobby\na\u001Bnn\nred\u202E\u2028BYE kicked\r"))
                        .orElseThrow()
                        .found())
                .isEqualTo(new ArchiveAnswer.Found(
                        List.of(5L), List.of(new Payload(MessageKind.LOBBY, "ann", "red BYE kicked "))));
    }

    static List<String> noAnswers() {
        return List.of(
                "",
                "FOUND",
                "FOUND 1",
                "FOUND 1 a",
                "FOUND x a\n",
                "FOUND 1 a b\n",
                "found 1 a\n",
                "FOUNDER 1 a\n",
                "WORDLESS 1 a\n",
                "ANSWER 1 a\n0",
                // Times without a message, out of order, twice, later than any can be.
                "FOUND 1 a\n5",
                "FOUND 1 a\n5 4\nlobby\nann\nhi",
                "FOUND 1 a\n5 5\nlobby\nann\nhi",
                "FOUND 1 a\n-5\nlobby\nann\nhi",
                "FOUND 1 a\n9223372036854775807\nlobby\nann\nhi",
                "FOUND 1 a\n99999999999999999999\nlobby\nann\nhi",
                // More messages than times, half a message, no such kind.
                "FOUND 1 a\n\nlobby\nann\nhi",
                "FOUND 1 a\n5\nlobby\nann\nhi\nlobby\nann\nho",
                "FOUND 1 a\n5\nlobby\nann",
                "FOUND 1 a\n5\nwhisper\nann\nhi",
                "FOUND 1 a\n5\nlobby\nann\nhi" + "\n".repeat(1_000));
    }

    @ParameterizedTest
    @MethodSource("noAnswers")
    void noAnswer(String payload) {
        assertThat(ArchiveAnswer.parse(bytes(payload))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SEARCH",
                "SEARCH 1 b 1800 0",
                "SEARCH 1 b 1800\nwords",
                "SEARCH x b 1800 0\nwords",
                "SEARCH 1 b -1 0\nwords",
                "SEARCH 1 b 99999999 0\nwords",
                "SEARCH 1 b 1800 x\nwords",
                "SEARCH 1 b 1800 0\nwords\nmore",
                "search 1 b 1800 0\nwords",
                "READ 1 b 1800 a\nx",
                "READ 1 b 1800 a\n2 1",
                "KICK 1 b 1800 0\nann",
            })
    void noQuestion(String payload) {
        assertThat(ArchiveQuestion.parse(bytes(payload))).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotLookedAt() {
        assertThat(ArchiveQuestion.parse(bytes("SEARCH 1 b 1 0\n" + "x".repeat(ArchiveQuestion.MOST_BYTES))))
                .isEmpty();
        assertThat(ArchiveAnswer.parse(bytes("FOUND 1 a\n5\nlobby\nann\n" + "x".repeat(ArchiveAnswer.MOST_BYTES))))
                .isEmpty();
        assertThat(ArchiveAnswer.parse(bytes("FOUND 1 a\n5\nlobby\nann\n" + "x".repeat(Payload.MAX_BYTES))))
                .isPresent();
    }
}
