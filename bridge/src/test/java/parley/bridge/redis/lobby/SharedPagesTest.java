package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;

class SharedPagesTest {
    private static final int PAGE = 10;
    private static final ClientAddress A = new ClientAddress(0, 1);
    private static final ClientAddress B = new ClientAddress(0, 2);
    private static final ClientAddress BUSY = new ClientAddress(0, 3);
    private static final ClientAddress C = new ClientAddress(0, 4);
    private static final ClientAddress CALM = new ClientAddress(0, 5);
    private static final ClientAddress D = new ClientAddress(0, 6);
    private static final ClientAddress THIRD = new ClientAddress(0, 7);

    /** Pages that are on their way, by the time after which they begin. */
    private record Read(long after, CompletableFuture<EncodedPage> page) {}

    private final Queue<Read> reads = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private long last = 1_000;
    private final SharedPages pages = new SharedPages(this::ask, 100_000);

    private CompletableFuture<EncodedPage> ask(long after) {
        Read read = new Read(after, new CompletableFuture<>());
        reads.add(read);
        asked.add(after);
        return read.page;
    }

    /** The one read that is on its way comes back. */
    private void come() {
        assertThat(reads).as("reads at once").hasSize(1);
        Read read = reads.remove();
        read.page.complete(page(read.after));
    }

    private EncodedPage page(long after) {
        List<StoredMessage> entries = LongStream.rangeClosed(after + 1, Math.min(last, after + PAGE))
                .mapToObj(time -> new StoredMessage(
                        new LobbyId(time, "e", time),
                        new LobbyMessage(time, MessageKind.LOBBY, "ann", String.valueOf(time))))
                .toList();
        return EncodedPage.of(
                after,
                new StreamPage(
                        entries, entries.size() == PAGE, new LobbyId(1, "e", 1), new LobbyId(last, "e", last), 1, 0));
    }

    @Test
    void onePageIsReadAtATime() {
        pages.read(0, A);
        pages.read(100, A);
        pages.read(200, B);
        while (!reads.isEmpty()) {
            come();
        }

        assertThat(asked).containsExactlyInAnyOrder(0L, 100L, 200L);
    }

    @Test
    void whoWaitsForSomeOfAPageIsAnsweredByIt() {
        CompletableFuture<EncodedPage> first = pages.read(0, A);
        CompletableFuture<EncodedPage> within = pages.read(5, B);
        CompletableFuture<EncodedPage> behind = pages.read(10, C);
        come();

        assertThat(within).isCompletedWithValue(first.join());
        assertThat(behind).isNotDone();
        come();
        assertThat(behind).isDone();
        assertThat(asked).containsExactly(0L, 10L);
    }

    @Test
    void aPageIsReadOnceForThoseWhoComeLaterToo() {
        pages.read(0, A);
        come();

        assertThat(pages.read(0, B)).isDone();
        assertThat(pages.read(9, C)).isDone();
        assertThat(pages.read(10, D)).isNotDone();
        assertThat(asked).containsExactly(0L, 10L);
    }

    @Test
    void whoComesAfterTheEndWasAskedForIsNotAnsweredByIt() {
        CompletableFuture<EncodedPage> early = pages.read(995, A);
        CompletableFuture<EncodedPage> late = pages.read(995, B);
        come();

        assertThat(early).isDone();
        assertThat(late).as("may know of a message that was stored meanwhile").isNotDone();
        last = 1_001;
        come();
        assertThat(late.join().last()).isEqualTo(1_001);
    }

    @Test
    void addressesHaveTheirTurns() {
        pages.read(0, BUSY);
        IntStream.range(1, 50).forEach(i -> pages.read(i * 20L, BUSY));
        CompletableFuture<EncodedPage> other = pages.read(555, CALM);
        CompletableFuture<EncodedPage> third = pages.read(777, THIRD);
        IntStream.range(0, 4).forEach(i -> come());

        assertThat(other).isDone();
        assertThat(third).isDone();
        assertThat(asked).hasSize(5);
    }

    @Test
    void atOneAddressWhoAskedFirstIsServedFirst() {
        pages.read(0, A);
        pages.read(300, A);
        pages.read(100, A);
        pages.read(200, A);
        IntStream.range(0, 3).forEach(i -> come());

        assertThat(asked).containsExactly(0L, 300L, 100L, 200L);
    }

    @Test
    void whereOneCannotBeReadNobodyWaitsAnyLonger() {
        CompletableFuture<EncodedPage> one = pages.read(0, A);
        CompletableFuture<EncodedPage> other = pages.read(500, B);
        reads.remove().page.completeExceptionally(new UnavailableException("gone"));

        assertThat(one).isCompletedExceptionally();
        assertThat(other).isCompletedExceptionally();
        CompletableFuture<EncodedPage> next = pages.read(0, A);
        come();
        assertThat(next).isDone();
        assertThat(next).isNotCompletedExceptionally();
    }

    @Test
    void whatIsKeptIsBoundedInBytesAndWhatIsUsedStays() {
        long bytes = page(500).messages().bytes();
        SharedPages few = new SharedPages(this::ask, 3 * bytes);
        for (long after : new long[] {500, 510, 520}) {
            few.read(after, A);
            few.read(after, B);
            come();
        }
        assertThat(few.read(500, A)).isDone();
        few.read(530, A);
        come();

        assertThat(few.keptBytes()).isLessThanOrEqualTo(3 * bytes).isPositive();
        assertThat(few.read(500, A)).isDone();
        assertThat(few.read(510, A)).as("used longest ago").isNotDone();
    }

    @Test
    void ofWhatOneReadsAloneTheLastPageIsKept() {
        for (long after = 0; after < 500; after += PAGE) {
            pages.read(after, A);
            come();
            assertThat(pages.read(after + 5, A))
                    .as("goes on where it had to wait")
                    .isDone();
            assertThat(pages.keptBytes()).isEqualTo(page(after).messages().bytes());
        }
        assertThat(pages.read(490, B)).as("close behind").isDone();
    }

    @Test
    void whatSeveralReadIsKeptForThem() {
        for (long after = 0; after < 500; after += PAGE) {
            pages.read(after, A);
            come();
            if (after >= 30) {
                pages.read(after - 30, B);
            }
            if (!reads.isEmpty()) {
                come();
            }
        }

        assertThat(asked.size()).as("each page once, but for the first few").isLessThan(500 / PAGE + 5);
    }

    @Test
    void aSourceThatAnswersAtOnceIsNoDepth() {
        List<Long> read = new ArrayList<>();
        CompletableFuture<EncodedPage> gate = new CompletableFuture<>();
        SharedPages quick = new SharedPages(
                after -> {
                    read.add(after);
                    return after == 0 ? gate : CompletableFuture.completedFuture(page(after));
                },
                1);
        List<CompletableFuture<EncodedPage>> answers =
                LongStream.range(0, 20_000).mapToObj(i -> quick.read(i * 20, A)).toList();
        last = 1_000_000;
        gate.complete(page(0));

        assertThat(answers).allMatch(CompletableFuture::isDone);
        assertThat(read).hasSize(20_000);
    }
}
