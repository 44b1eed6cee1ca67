package parley.bridge.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;
import parley.protocol.MessageKind;

/** {@code since} on a stream that brings a page when it is told to. */
class SinceBodyTest {
    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final Inbox inbox = InboxTest.roomy(lobby.log(), 10);
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final Stream stream = new Stream();
    private int resumed;

    /** Stored messages; each question waits until it is answered or refused. */
    private static final class Stream implements LobbyBus {
        record Question(long after, CompletableFuture<Page> answer) {}

        final Queue<Question> questions = new ArrayDeque<>();

        @Override
        public CompletionStage<Page> read(long after, long before, ClientAddress address) {
            Question question = new Question(after, new CompletableFuture<>());
            questions.add(question);
            return question.answer;
        }

        /** Answers the oldest question with messages of these times, though they may begin before what was asked for. */
        void answer(LongStream times, boolean more, long missing) {
            questions
                    .remove()
                    .answer
                    .complete(new Page(
                            EncodedMessages.of(
                                    times.mapToObj(SinceBodyTest::message).toList()),
                            more,
                            missing));
        }

        void refuse() {
            questions.remove().answer.completeExceptionally(new UnavailableException("gone"));
        }

        @Override
        public CompletionStage<OptionalLong> publish(
                Nickname from, ClientAddress address, String text, Deadline deadline) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<OptionalLong> publishOnce(
                Nickname from, ClientAddress address, Keyed keyed, Deadline deadline) {
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

    private static LobbyMessage message(long time) {
        return new LobbyMessage(time, MessageKind.LOBBY, "ann", String.valueOf(time));
    }

    private SinceBody since(long after) {
        return new SinceBody(stream, inbox, after, new ClientAddress(0, 1));
    }

    /** Writes as long as there is something to write; returns how it stands then. */
    private Body.Progress write(SinceBody body) {
        Body.Progress progress = Body.Progress.MORE;
        while (progress == Body.Progress.MORE && outlet.isWritable()) {
            progress = body.write(outlet, () -> resumed++);
        }
        return progress;
    }

    private List<String> texts() {
        return outlet.take().stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private static List<String> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void aPageIsCopiedInSmallPieces() {
        lobby.stored(message(1_000_000));
        SinceBody body = since(0);
        write(body);
        stream.answer(LongStream.rangeClosed(100_000, 101_000), false, 0);

        assertThat(write(body)).isEqualTo(Body.Progress.DONE);
        assertThat(body.count()).isEqualTo(1_002);
        assertThat(outlet.longestCopy)
                .isGreaterThan(Limits.UNTAKEN_BYTES / 2)
                .isLessThanOrEqualTo(Limits.UNTAKEN_BYTES);
    }

    @Test
    void pagesFollowEachOtherAndThenTheLog() {
        lobby.stored(message(1_000));
        SinceBody body = since(0);

        assertThat(write(body)).isEqualTo(Body.Progress.WAITING);
        stream.answer(LongStream.rangeClosed(1, 4), true, 0);
        assertThat(resumed).isEqualTo(1);
        assertThat(write(body)).isEqualTo(Body.Progress.WAITING);
        assertThat(stream.questions.element().after).isEqualTo(4);
        stream.answer(LongStream.rangeClosed(5, 6), false, 0);

        assertThat(write(body)).isEqualTo(Body.Progress.DONE);
        assertThat(texts()).containsExactly("1", "2", "3", "4", "5", "6", "1000");
        assertThat(body.count()).isEqualTo(7);
        assertThat(body.refusal()).isNull();
        assertThat(inbox.unread()).isZero();
    }

    @Test
    void aPageThatBeginsEarlierAndGoesOnIntoTheLogIsTakenInPart() {
        lobby.stored(message(8));
        lobby.stored(message(9));
        SinceBody body = since(3);

        write(body);
        stream.answer(LongStream.rangeClosed(1, 9), true, 0);

        assertThat(write(body)).isEqualTo(Body.Progress.DONE);
        assertThat(texts()).isEqualTo(numbers(4, 9));
    }

    @Test
    void whatBrokeOffChangesNothingAndIsGoneOnWithFromItsLastLine() {
        lobby.stored(message(1_000));
        SinceBody broken = since(0);
        write(broken);
        stream.answer(LongStream.rangeClosed(1, 2), true, 0);
        write(broken);
        stream.refuse();

        assertThat(write(broken)).isEqualTo(Body.Progress.DONE);
        assertThat(broken.refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(inbox.unread()).isEqualTo(1);

        SinceBody again = since(2);
        write(again);
        stream.answer(LongStream.rangeClosed(3, 4), false, 0);
        write(again);

        assertThat(texts()).containsExactly("1", "2", "3", "4", "1000");
        assertThat(again.refusal()).isNull();
        assertThat(again.count()).isEqualTo(3);
        assertThat(inbox.unread()).isZero();
    }

    @Test
    void whatCannotBeReadIsKnownBeforeTheAnswerBegins() {
        lobby.stored(message(1_000));
        CompletableFuture<?> prepared = since(0).prepare();
        stream.refuse();

        assertThat(prepared).isCompletedExceptionally();
        assertThat(since(1_000).prepare()).isCompleted();
    }

    @Test
    void whoStallsWithinAPageAsksForItAgainAndHoldsNone() {
        long last = Limits.TURN_BYTES / 10;
        SinceBody body = since(0);
        write(body);
        stream.answer(LongStream.rangeClosed(1, last), true, 0);
        outlet.writable = true;
        assertThat(body.write(new Stalling(), () -> {})).isEqualTo(Body.Progress.MORE);
        List<String> read = new ArrayList<>(texts());
        assertThat(read).hasSizeLessThan((int) last);

        assertThat(write(body)).isEqualTo(Body.Progress.WAITING);
        assertThat(stream.questions.element().after).isEqualTo(Long.parseLong(read.get(read.size() - 1)));
        stream.answer(LongStream.rangeClosed(1, last), true, 0);
        assertThat(write(body)).isEqualTo(Body.Progress.WAITING);
        stream.answer(LongStream.empty(), false, 0);
        assertThat(write(body)).isEqualTo(Body.Progress.DONE);

        read.addAll(texts());
        assertThat(read).isEqualTo(numbers(1, last));
        assertThat(body.count()).isEqualTo(last);
    }

    /** Takes what it is given, and no more for now. */
    private final class Stalling extends ForwardingOutlet {
        Stalling() {
            super(outlet);
        }

        @Override
        public boolean isWritable() {
            return false;
        }
    }

    @Test
    void whatIsMissingIsToldOnceWhereItStood() {
        long last = Limits.TURN_BYTES / 10;
        SinceBody body = since(0);
        write(body);
        stream.answer(LongStream.rangeClosed(8, last), true, 7);
        write(body);
        stream.answer(LongStream.rangeClosed(last + 10, last + 12), false, LobbyBus.Page.UNKNOWN);
        write(body);

        List<String> lines = texts();
        assertThat(lines.subList(0, 2)).containsExactly("7", "8");
        assertThat(lines.subList(lines.size() - 4, lines.size()))
                .startsWith("?")
                .endsWith(numbers(last + 10, last + 12).toArray(String[]::new));
        assertThat(body.count()).isEqualTo(last - 7 + 3);
    }

    @Test
    void whatTheLogLetsGoMeanwhileIsReadToo() {
        lobby.stored(message(100));
        SinceBody body = since(0);
        write(body);
        long time = 100;
        while (lobby.log().firstTime() == 100) {
            lobby.stored(message(++time));
        }
        long newest = time;
        stream.answer(LongStream.rangeClosed(1, 5), false, 0);

        assertThat(write(body)).isEqualTo(Body.Progress.WAITING);
        stream.answer(LongStream.rangeClosed(100, newest), false, 0);
        assertThat(write(body)).isEqualTo(Body.Progress.DONE);

        List<String> all = new ArrayList<>(numbers(1, 5));
        all.addAll(numbers(100, newest));
        assertThat(texts()).isEqualTo(all);
    }
}
