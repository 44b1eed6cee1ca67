package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

class LobbyFeedTest extends FeedStage {

    @Test
    void whatIsThereAtTheStartIsNotMissing() {
        store("a", 7);
        store("a", 8);
        feed.up(IDS);
        publish("a", 9);

        assertThat(texts()).containsExactly("ann: a7", "ann: a8", "ann: a9");
        assertThat(feed.started()).isDone();
        assertThat(feed.newest().number()).isEqualTo(9);
    }

    @Test
    void aMessageRightAfterAnIdIsThatIds() {
        feed.up(IDS);
        announce(store("a", 1), 1);
        chat("ann: keeps its space ");
        chat("dave: loses its space ");

        assertThat(texts()).containsExactly("ann: keeps its space ", "dave: loses its space");
        assertThat(lobby.log().after(1_000)).isEqualTo(1);
    }

    @Test
    void soManyMessagesAsWereAnnouncedAreTheIds() {
        feed.up(IDS);
        announce(new LobbyId(1_000, "a", 1), 3);
        for (String text : List.of("one", "two", "three")) {
            chat(Payload.spoken("ann", text));
        }
        chat(NOBODYS);

        assertThat(texts()).containsExactly("ann: one", "ann: two", "ann: three", "dave: direct");
        assertThat(feed.newest()).isEqualTo(new LobbyId(1_002, "a", 3));
        assertThat(lobby.log().after(1_001)).isEqualTo(2);
    }

    @Test
    void whatIsLostOfARunIsReadFromTheStream() {
        feed.up(IDS);
        LobbyId first = store("a", 1);
        announce(first, 2);
        chat(Payload.spoken("ann", "a1"));
        feed.down();
        LobbyId second = first.next();
        shelf.kept.add(new StoredMessage(second, new LobbyMessage(second.micros(), MessageKind.LOBBY, "ann", "a2")));
        shelf.last = second;
        feed.up(IDS);
        chat(NOBODYS);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "dave: direct");
    }

    @Test
    void aMessageAfterAnythingElseIsADirectClients() {
        feed.up(IDS);
        take(IDS, "nonsense");
        chat(NOBODYS);
        announce(store("a", 1), 1);
        assertThat(take("parley:0:probe:x", "beat")).isFalse();
        chat(NOBODYS);

        assertThat(texts()).containsExactly("dave: direct", "dave: direct");
    }

    @Test
    void aDirectMessageIsEarlierThanTheStoredOneThatFollows() {
        feed.up(IDS);
        clock.set(10_000_000);
        chat(NOBODYS);
        hear(new LobbyId(9_990_000, "a", 1));

        assertThat(lobby.log().after(9_989_999)).isEqualTo(1);
    }

    @Test
    void howeverLongBothWereOnTheirWay() {
        feed.up(IDS);
        clock.set(10_000_000);
        hear(new LobbyId(9_700_000, "a", 1));
        clock.set(10_001_000);
        chat(NOBODYS);
        hear(new LobbyId(9_700_500, "a", 2));

        assertThat(lobby.log().after(9_700_499)).isEqualTo(2);
    }

    @Test
    void aDirectMessageIsLaterThanWhatStoodBefore() {
        feed.up(IDS);
        clock.set(10_000_000);
        hear(new LobbyId(9_999_999, "a", 1));
        chat(NOBODYS);

        assertThat(lobby.last()).isEqualTo(10_000_000);
    }

    @Test
    void announcementsAreToldByTheirFrame() {
        feed.up(IDS);
        announce(store("a", 1), 1);
        chat(Payload.announced("tea"));

        assertThat(texts()).containsExactly("Administrator: tea");
    }

    @Test
    void whatABridgePublishedIsNotCutWhateverWayItComes() {
        String longest = "x".repeat(65_535);
        LobbyId id = new LobbyId(1_000, "a", 1);
        StoredMessage message = new StoredMessage(id, new LobbyMessage(1_000, MessageKind.LOBBY, "ann", longest));
        feed.up(IDS);
        shelf.last = id;
        shelf.kept.add(message);
        announce(id, 1);
        chat(Payload.spoken("ann", longest));

        assertThat(texts()).containsExactly("ann: " + longest);
    }

    @Test
    void aHoleIsFilledBeforeItGoesOn() {
        feed.up(IDS);
        publish("a", 1);
        shelf.holds = true;
        store("a", 2);
        publish("a", 3);
        chat(NOBODYS);
        publish("a", 4);
        assertThat(texts()).containsExactly("ann: a1");

        shelf.answer();
        publish("a", 5);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3", "ann: a4", "dave: direct", "ann: a5");
    }

    @Test
    void repeatsAreDropped() {
        feed.up(IDS);
        publish("a", 1);
        publish("a", 2);
        hear(shelf.kept.get(0).id());
        hear(shelf.kept.get(1).id());
        publish("a", 3);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void nothingGoesOnWhileTheLeaseIsUnconfirmed() {
        feed.up(IDS);
        publish("a", 1);
        nanos.addAndGet(LeaseTiming.USUAL.lease().toNanos());
        List<String> whispers = new ArrayList<>();
        publish("a", 2);
        chat(NOBODYS);
        feed.inOrder(1, () -> whispers.add("psst after " + lobby.log().head()));
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
    void whoWaitsForAMessageIsToldOnceForAllThatCame() {
        AtomicInteger growths = new AtomicInteger();
        lobby.onGrowth(growths::incrementAndGet);
        CompletableFuture<Void> before = arrivals.await(1_000, Deadline.ofRedis());
        assertThat(before).isDone();

        feed.up(IDS);
        CompletableFuture<Void> first = arrivals.await(1_000, Deadline.ofRedis());
        CompletableFuture<Void> second = arrivals.await(2_000, Deadline.ofRedis());
        publish("a", 1);
        assertThat(growths.get()).isZero();
        assertThat(first).isNotDone();
        feed.tell();
        feed.tell();
        assertThat(growths.get()).isOne();
        assertThat(first).isDone();
        assertThat(second).isNotDone();

        feed.down();
        assertThat(second).isDone();
    }
}
