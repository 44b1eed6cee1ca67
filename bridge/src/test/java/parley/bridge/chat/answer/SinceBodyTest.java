package parley.bridge.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.limits.Deadline;
import parley.protocol.ErrorCode;
import parley.protocol.MessageKind;

/** {@code since} on a stream that takes its time. */
class SinceBodyTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final Inbox inbox = new Inbox(lobby.log(), 10);
    private final RecordingOutlet outlet = new RecordingOutlet();

    /** A stream of pages with one message each. */
    private static final class Pages implements LobbyBus {
        private final long count;
        /** Milliseconds that the page takes, by its number from 1. */
        private final LongUnaryOperator delay;

        Pages(long count, LongUnaryOperator delay) {
            this.count = count;
            this.delay = delay;
        }

        @Override
        public CompletionStage<Page> read(long after, long before, int limit, Deadline deadline) {
            long number = after + 1;
            Page page = new Page(
                    List.of(new LobbyMessage(number, MessageKind.LOBBY, "ann", String.valueOf(number))),
                    number < count,
                    0);
            CompletableFuture<Page> answer = new CompletableFuture<>();
            long millis = delay.applyAsLong(number);
            return millis == NEVER ? answer : answer.completeOnTimeout(page, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public CompletionStage<OptionalLong> publish(Nickname from, String text, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> caughtUp(Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Long> announce(String text, Deadline deadline) {
            throw new UnsupportedOperationException();
        }
    }

    /** Writes the whole answer; returns its lines. */
    private List<String> writeAll(SinceBody body) throws Exception {
        body.prepare().get(10, TimeUnit.SECONDS);
        Semaphore resumed = new Semaphore(0);
        List<String> lines = new ArrayList<>();
        for (Body.Progress progress = body.write(outlet, resumed::release);
                progress != Body.Progress.DONE;
                progress = body.write(outlet, resumed::release)) {
            if (progress == Body.Progress.WAITING) {
                assertThat(resumed.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
        }
        lines.addAll(outlet.take());
        return lines;
    }

    private static List<String> numbers(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    @Test
    void allPagesTogetherWaitNoLongerThanOneMay() throws Exception {
        lobby.stored(new LobbyMessage(1_000, MessageKind.LOBBY, "ann", "in the log"));
        SinceBody body = new SinceBody(new Pages(4, number -> number < 3 ? 700 : NEVER), inbox, 0, Deadline.ofRedis());
        long asked = System.nanoTime();

        List<String> lines = writeAll(body);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        assertThat(numbers(lines)).containsExactly("1", "2");
        assertThat(body.refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whatBrokeOffChangesNothingAndIsGoneOnWithFromItsLastLine() throws Exception {
        lobby.stored(new LobbyMessage(1_000, MessageKind.LOBBY, "ann", "unread"));
        long unread = inbox.unread();
        SinceBody broken = new SinceBody(new Pages(4, number -> number < 3 ? 0 : NEVER), inbox, 0, Deadline.ofRedis());
        List<String> lines = new ArrayList<>(numbers(writeAll(broken)));
        assertThat(broken.refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(inbox.unread()).isEqualTo(unread);

        SinceBody again = new SinceBody(new Pages(4, number -> 0), inbox, 2, Deadline.ofRedis());
        lines.addAll(numbers(writeAll(again)));

        assertThat(lines).containsExactly("1", "2", "3", "4", "unread");
        assertThat(again.refusal()).isNull();
        assertThat(again.count()).isEqualTo(3);
        assertThat(inbox.unread()).isZero();
    }

    @Test
    void manyPagesThatComeQuicklyMayTakeLongInAll() throws Exception {
        SinceBody body = new SinceBody(new Pages(40, number -> 60), inbox, 0, Deadline.ofRedis());

        List<String> lines = writeAll(body);

        assertThat(numbers(lines))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 40).mapToObj(String::valueOf).toList());
        assertThat(body.refusal()).isNull();
    }
}
