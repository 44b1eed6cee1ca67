package parley.bridge.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.Lobby;
import parley.bridge.chat.LobbyMessage;
import parley.bridge.chat.UnavailableException;
import parley.protocol.Kind;
import parley.protocol.LobbyId;
import parley.protocol.Payload;

class LobbyFeedTest {
    private static final byte[] NOBODYS = "dave: direct ".getBytes(UTF_8);

    private final Lobby lobby = RedisGround.newLobby();
    private final Shelf shelf = new Shelf();
    private final AtomicLong nanos = new AtomicLong();
    private final Lease lease = new Lease(nanos::get, Pace.USUAL);
    private final Heard heard = new Heard();
    private final Keeper keeper = new Keeper();
    private final LobbyFeed feed = new LobbyFeed(lobby, shelf, lease, heard, keeper);

    /** What is stored, in memory; a question waits where {@link #holds}. */
    private static final class Shelf implements LobbyFeed.Stored {
        final List<StoredMessage> kept = new ArrayList<>();
        final List<Runnable> questions = new ArrayList<>();

        @Nullable
        LobbyId last;

        boolean holds;
        boolean broken;

        @Override
        public CompletableFuture<StreamPage> newest(int limit) {
            return page(kept.stream()
                    .sorted(Comparator.comparing(entry -> -entry.id().micros()))
                    .limit(limit)
                    .toList());
        }

        @Override
        public CompletableFuture<StreamPage> between(long after, long before, int limit) {
            CompletableFuture<StreamPage> answer = new CompletableFuture<>();
            Runnable question = () -> page(kept.stream()
                            .filter(entry -> entry.id().micros() > after)
                            .limit(limit)
                            .toList())
                    .whenComplete((page, failure) -> {
                        if (failure == null) {
                            answer.complete(page);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    });
            if (holds) {
                questions.add(question);
            } else {
                question.run();
            }
            return answer;
        }

        private CompletableFuture<StreamPage> page(List<StoredMessage> entries) {
            if (broken) {
                return CompletableFuture.failedFuture(new UnavailableException("broken"));
            }
            LobbyId first = kept.isEmpty() ? null : kept.get(0).id();
            return CompletableFuture.completedFuture(
                    new StreamPage(entries, entries.size() == 500, first, last, first == null ? 0 : first.micros(), 0));
        }

        void answer() {
            List<Runnable> asked = List.copyOf(questions);
            questions.clear();
            asked.forEach(Runnable::run);
        }
    }

    @BeforeEach
    void confirmTheLease() {
        lease.confirm(nanos.get());
    }

    @AfterEach
    void close() {
        keeper.close();
    }

    private LobbyId store(String epoch, int number) {
        LobbyId id = new LobbyId(1_000L * (shelf.kept.size() + 1), epoch, number);
        shelf.kept.add(new StoredMessage(id, new LobbyMessage(id.micros(), Kind.LOBBY, "ann", epoch + number)));
        shelf.last = id;
        return id;
    }

    private void hear(LobbyId id) {
        feed.id(id.toString().getBytes(UTF_8));
        feed.chat(Payload.spoken("ann", id.epoch() + id.number()).getBytes(UTF_8));
    }

    private void publish(String epoch, int number) {
        hear(store(epoch, number));
    }

    private List<String> texts() {
        return LobbyLines.texts(lobby);
    }

    @Test
    void whatIsThereAtTheStartIsNotMissing() {
        store("a", 7);
        store("a", 8);
        feed.up();
        publish("a", 9);

        assertThat(texts()).containsExactly("ann: a7", "ann: a8", "ann: a9");
        assertThat(feed.started()).isDone();
        assertThat(feed.newest().number()).isEqualTo(9);
    }

    @Test
    void aMessageRightAfterAnIdIsThatIds() {
        feed.up();
        feed.id(store("a", 1).toString().getBytes(UTF_8));
        feed.chat("ann: keeps its space ".getBytes(UTF_8));
        feed.chat("dave: loses its space ".getBytes(UTF_8));

        assertThat(texts()).containsExactly("ann: keeps its space ", "dave: loses its space");
        assertThat(lobby.log().after(1_000)).isEqualTo(1);
    }

    @Test
    void aMessageAfterAnythingElseIsADirectClients() {
        feed.up();
        feed.id("nonsense".getBytes(UTF_8));
        feed.chat(NOBODYS);
        feed.id(store("a", 1).toString().getBytes(UTF_8));
        feed.apart();
        feed.chat(NOBODYS);

        assertThat(texts()).containsExactly("dave: direct", "dave: direct");
    }

    @Test
    void announcementsAreToldByTheirFrame() {
        feed.up();
        feed.id(store("a", 1).toString().getBytes(UTF_8));
        feed.chat(Payload.announced("tea").getBytes(UTF_8));

        assertThat(texts()).containsExactly("Administrator: tea");
    }

    @Test
    void aHoleIsFilledBeforeItGoesOn() {
        feed.up();
        publish("a", 1);
        shelf.holds = true;
        store("a", 2);
        publish("a", 3);
        feed.chat(NOBODYS);
        publish("a", 4);
        assertThat(texts()).containsExactly("ann: a1");

        shelf.answer();
        publish("a", 5);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3", "ann: a4", "dave: direct", "ann: a5");
    }

    @Test
    void repeatsAreDropped() {
        feed.up();
        publish("a", 1);
        publish("a", 2);
        hear(shelf.kept.get(0).id());
        hear(shelf.kept.get(1).id());
        publish("a", 3);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void afterAnInterruptionWhatWasStoredMeanwhileComesOnce() {
        feed.up();
        publish("a", 1);
        feed.down();
        store("a", 2);
        shelf.holds = true;
        feed.up();
        publish("a", 3);
        shelf.answer();

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void whatWasReadForAnEarlierLifeIsNotUsed() {
        feed.up();
        publish("a", 1);
        shelf.holds = true;
        feed.down();
        feed.up();
        store("a", 2);
        feed.down();
        shelf.answer();
        assertThat(texts()).containsExactly("ann: a1");

        feed.up();
        shelf.answer();
        assertThat(texts()).containsExactly("ann: a1", "ann: a2");
    }

    @Test
    void manyPagesAreRead() {
        feed.up();
        publish("a", 1);
        feed.down();
        IntStream.rangeClosed(2, 1_600).forEach(number -> store("a", number));
        feed.up();

        assertThat(texts()).hasSize(1_600).doesNotHaveDuplicates();
    }

    @Test
    void readingIsTriedAgain() {
        feed.up();
        publish("a", 1);
        feed.down();
        store("a", 2);
        shelf.broken = true;
        feed.up();
        shelf.broken = false;

        await().untilAsserted(() -> assertThat(texts()).containsExactly("ann: a1", "ann: a2"));
    }

    @Test
    void aNewEpochThatWasHeardFromItsBeginningMissesNothing() {
        feed.up();
        publish("a", 1);
        shelf.kept.clear();
        hear(new LobbyId(50_000, "b", 1));
        hear(new LobbyId(51_000, "b", 2));

        assertThat(texts()).containsExactly("ann: a1", "ann: b1", "ann: b2");
    }

    @Test
    void aNewEpochAfterAnInterruptionMayHaveLostSome() {
        feed.up();
        publish("a", 1);
        feed.down();
        shelf.kept.clear();
        shelf.last = null;
        feed.up();
        assertThat(texts()).containsExactly("ann: a1", "MISSED ?");

        feed.down();
        feed.up();
        hear(new LobbyId(50_000, "b", 1));
        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "ann: b1");
    }

    @Test
    void anEpochThatBeganDuringAnInterruptionIsReadWithAMark() {
        feed.up();
        publish("a", 1);
        feed.down();
        shelf.kept.clear();
        for (int number = 1; number <= 2; number++) {
            LobbyId id = new LobbyId(50_000 + number, "b", number);
            shelf.kept.add(new StoredMessage(id, new LobbyMessage(id.micros(), Kind.LOBBY, "bob", "b" + number)));
            shelf.last = id;
        }
        feed.up();

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "bob: b1", "bob: b2");
    }

    @Test
    void aRedisThatFellBackGoesOnFromThere() {
        feed.up();
        IntStream.rangeClosed(1, 5).forEach(number -> publish("a", number));
        feed.down();
        shelf.last = Objects.requireNonNull(shelf.kept.get(2)).id();
        feed.up();
        hear(new LobbyId(50_000, "a", 4));

        assertThat(texts()).endsWith("ann: a5", "MISSED ?", "ann: a4");
    }

    @Test
    void whatIsNowhereLeavesAMark() {
        feed.up();
        publish("a", 1);
        hear(new LobbyId(50_000, "a", 3));
        hear(new LobbyId(51_000, "a", 4));

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "ann: a3", "ann: a4");
    }

    @Test
    void nothingGoesOnWhileTheLeaseIsUnconfirmed() {
        feed.up();
        publish("a", 1);
        nanos.addAndGet(Pace.USUAL.lease().toNanos());
        List<String> whispers = new ArrayList<>();
        publish("a", 2);
        feed.chat(NOBODYS);
        feed.between(1, () -> whispers.add("psst after " + lobby.log().head()));
        assertThat(texts()).containsExactly("ann: a1");
        assertThat(whispers).isEmpty();
        assertThat(feed.isLive()).isFalse();

        lease.confirm(nanos.get());
        feed.leaseConfirmed();

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "dave: direct");
        assertThat(whispers).containsExactly("psst after 3");
        assertThat(feed.isLive()).isTrue();
    }

    @Test
    void aBacklogThatIsFullIsReadFromTheStream() {
        feed.up();
        publish("a", 1);
        shelf.holds = true;
        store("a", 2);
        IntStream.rangeClosed(3, 50_100).forEach(number -> publish("a", number));
        feed.chat(NOBODYS);
        shelf.holds = false;
        shelf.answer();

        assertThat(texts().stream().filter(text -> text.startsWith("ann")))
                .hasSize(50_100)
                .doesNotHaveDuplicates();
        assertThat(texts()).contains("dave: direct").doesNotContain("MISSED ?");
    }

    @Test
    void whoWaitsForAMessageIsToldWhenTheLobbyHasIt() {
        CompletableFuture<Void> before = heard.await(1_000, Deadline.ofRedis());
        assertThat(before).isDone();

        feed.up();
        CompletableFuture<Void> first = heard.await(1_000, Deadline.ofRedis());
        CompletableFuture<Void> second = heard.await(2_000, Deadline.ofRedis());
        publish("a", 1);
        assertThat(first).isDone();
        assertThat(second).isNotDone();

        feed.down();
        assertThat(second).isDone();
    }
}
