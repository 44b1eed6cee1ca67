package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Limits;
import parley.protocol.ByeCode;

class ConversationTest {
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Map<String, CompletableFuture<Reply>> begun = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private boolean ended;
    private int quiet;

    private final LineBudget budget = new LineBudget(1_000_000);

    private final Conversation conversation = new Conversation(
            new Conversation.Speaker() {
                @Override
                public @Nullable Request read(Line line) {
                    read.add(line.text());
                    return line.text().isEmpty()
                            ? null
                            : new Request(line.text().startsWith("pub"), () -> begin(line.text()));
                }

                @Override
                public void quiet() {
                    quiet++;
                }

                @Override
                public void ended() {
                    ended = true;
                }
            },
            outlet,
            tasks::add,
            budget);

    private CompletionStage<Reply> begin(String line) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        begun.put(line, reply);
        return reply;
    }

    private void say(String... lines) {
        for (String line : lines) {
            conversation.accept(Line.of(line));
        }
        conversation.pump();
    }

    private void answer(String line) {
        answer(line, Reply.ok(line));
    }

    private void answer(String line, Reply reply) {
        pending(line).complete(reply);
        runTasks();
    }

    private CompletableFuture<Reply> pending(String line) {
        return Objects.requireNonNull(begun.get(line), line);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void beginsALineWhenThoseBeforeItAreAnswered() {
        say("one", "two");
        assertThat(begun).containsOnlyKeys("one");
        answer("one");
        assertThat(begun).containsOnlyKeys("one", "two");
        answer("two");
        assertThat(outlet.take()).containsExactly("OK one", "OK two");
    }

    @Test
    void publicationsOverlapAndAreAnsweredInOrder() {
        say("pub 1", "pub 2", "pull", "pub 3");
        assertThat(begun).containsOnlyKeys("pub 1", "pub 2");
        answer("pub 2");
        assertThat(outlet.take()).isEmpty();
        answer("pub 1");
        assertThat(outlet.take()).containsExactly("OK pub 1", "OK pub 2");
        assertThat(begun).containsOnlyKeys("pub 1", "pub 2", "pull");
        answer("pull");
        assertThat(begun).containsKey("pub 3");
    }

    @Test
    void aLineIsReadOnceAndNotBeforeItsMeaningIsSettled() {
        say("pub 1", "", "pub 2", "pull", "pub 3");
        assertThat(begun).containsOnlyKeys("pub 1", "pub 2");
        assertThat(read).containsExactly("pub 1", "", "pub 2", "pull");
        answer("pub 1");
        answer("pub 2");
        assertThat(read).containsExactly("pub 1", "", "pub 2", "pull");
        answer("pull");
        answer("pub 3");
        assertThat(read).containsExactly("pub 1", "", "pub 2", "pull", "pub 3");
    }

    @Test
    void aLineWithoutAnswerHoldsNobodyUp() {
        say("", "one", "");
        answer("one");
        say("two");
        answer("two");
        assertThat(outlet.take()).containsExactly("OK one", "OK two");
    }

    @Test
    void stopsReadingAtTheLimit() {
        for (int number = 0; number < Limits.COMMANDS_IN_FLIGHT - 1; number++) {
            say("pub " + number);
        }
        assertThat(outlet.reading).isTrue();
        say("pub last");
        assertThat(outlet.reading).isFalse();
        assertThat(conversation.hasRoom()).isFalse();
        answer("pub 0");
        assertThat(outlet.reading).isTrue();
    }

    @Test
    void stopsReadingWhereTheLinesTakeMuch() {
        String text = "x".repeat(Limits.LINES_IN_FLIGHT_BYTES / 8);
        say("pub 1" + text, "one" + text, "two" + text);
        assertThat(outlet.reading).as("three quarters, waiting or begun").isTrue();
        say("three" + text);
        assertThat(outlet.reading).isFalse();
        assertThat(conversation.hasRoom()).isFalse();
        answer("pub 1" + text);
        assertThat(outlet.reading).as("one is answered").isTrue();
        answer("one" + text);
        answer("two" + text);
        answer("three" + text);
        say("");
        say("x".repeat(Limits.LINES_IN_FLIGHT_BYTES));
        assertThat(conversation.hasRoom()).as("a line may be longer").isFalse();
        answer("x".repeat(Limits.LINES_IN_FLIGHT_BYTES));
        assertThat(conversation.hasRoom()).isTrue();
    }

    @Test
    void writesNothingWhileTheReaderIsBehind() {
        outlet.writable = false;
        say("one");
        answer("one");
        assertThat(outlet.take()).isEmpty();
        outlet.writable = true;
        conversation.pump();
        assertThat(outlet.take()).containsExactly("OK one");
    }

    @Test
    void isNotQuietWhileAnAnswerIsHalfWritten() {
        Deque<Body.Progress> progress =
                new ArrayDeque<>(List.of(Body.Progress.WAITING, Body.Progress.MORE, Body.Progress.DONE));
        say("one");
        int before = quiet;
        answer("one", Reply.counted((out, resume) -> {
            out.line("LINE");
            return progress.remove();
        }));
        assertThat(quiet).isEqualTo(before);
        assertThat(outlet.take()).containsExactly("LINE");
        conversation.pump();
        runTasks();
        assertThat(outlet.take()).containsExactly("LINE", "LINE", "OK 0");
        assertThat(quiet).isGreaterThan(before);
    }

    @Test
    void breakageIsAnsweredAsUnavailable() {
        say("one", "two");
        pending("one").completeExceptionally(new UnavailableException("gone"));
        runTasks();
        assertThat(outlet.take()).singleElement().asString().startsWith("ERR unavailable ");
        answer("two");
        assertThat(outlet.take()).containsExactly("OK two");
    }

    @Test
    void answersEverythingAfterTheInputHasEnded() {
        say("one", "two");
        conversation.inputEnded();
        answer("one");
        assertThat(ended).isFalse();
        answer("two");
        assertThat(ended).isTrue();
        assertThat(outlet.take()).containsExactly("OK one", "OK two");
    }

    private double waitingBytes() {
        return budget.metrics().get(0).readings().get(0).value();
    }

    @Test
    void takesLineByLineWhileThoseOfAllSessionsAreTooMuch() {
        budget.add(1_000_000);
        assertThat(conversation.hasRoom()).isTrue();
        say("one");
        assertThat(conversation.hasRoom()).isFalse();
        answer("one");
        assertThat(conversation.hasRoom()).isTrue();
        say("two");
        assertThat(conversation.hasRoom()).isFalse();
        budget.release(1_000_000);
        assertThat(conversation.hasRoom()).isTrue();
    }

    @Test
    void givesBackWhatItsLinesTook() {
        say("one", "", "pub two");
        assertThat(waitingBytes()).isEqualTo(2 * ("one" + "pub two").length());
        answer("one");
        assertThat(waitingBytes()).isEqualTo(2 * "pub two".length());
        answer("pub two");
        assertThat(waitingBytes()).isZero();
        say("three", "four");
        conversation.stop();
        assertThat(waitingBytes()).isZero();
        answer("three");
        assertThat(waitingBytes()).isZero();
    }

    @Test
    void answersNothingBehindTheEnd() {
        say("one", "two");
        answer("one", Reply.bye(ByeCode.FLOOD));
        assertThat(ended).isTrue();
        assertThat(begun).containsOnlyKeys("one");
        say("three");
        assertThat(begun).containsOnlyKeys("one");
        assertThat(outlet.take()).singleElement().asString().startsWith("BYE flood ");
    }

    @Test
    void windsUpWithWhatHasBegun() {
        say("one", "two");
        conversation.windUp(Reply.bye(ByeCode.SHUTDOWN));
        assertThat(outlet.take()).isEmpty();
        answer("one");
        assertThat(begun).containsOnlyKeys("one");
        assertThat(ended).isTrue();
        assertThat(outlet.take())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("OK one"),
                        bye -> assertThat(bye).startsWith("BYE shutdown "));
    }

    @Test
    void saysTheLastWordAlsoWhileTheReaderIsBehind() {
        outlet.writable = false;
        conversation.windUp(Reply.bye(ByeCode.SHUTDOWN));
        assertThat(ended).isTrue();
        assertThat(outlet.take()).singleElement().asString().startsWith("BYE shutdown ");
    }
}
