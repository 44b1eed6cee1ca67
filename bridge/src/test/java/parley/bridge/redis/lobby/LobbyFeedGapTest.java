package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;

/** What the feed does where messages are missing. */
class LobbyFeedGapTest extends FeedStage {

    @Test
    void aNewEpochThatWasHeardFromItsBeginningMissesNothing() {
        feed.up(IDS);
        publish("a", 1);
        shelf.kept.clear();
        hear(new LobbyId(50_000, "b", 1));
        hear(new LobbyId(51_000, "b", 2));

        assertThat(texts()).containsExactly("ann: a1", "ann: b1", "ann: b2");
    }

    @Test
    void aNewEpochAfterAnInterruptionMayHaveLostSome() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        shelf.kept.clear();
        shelf.last = null;
        feed.up(IDS);
        assertThat(texts()).containsExactly("ann: a1", "MISSED ?");

        feed.down();
        feed.up(IDS);
        hear(new LobbyId(50_000, "b", 1));
        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "ann: b1");
    }

    @Test
    void aLossIsToldOnceHoweverOftenTheSubscriptionIsInterrupted() {
        feed.up(IDS);
        publish("a", 1);
        LobbyId kept = shelf.last;
        publish("a", 2);
        feed.down();
        shelf.kept.remove(1);
        shelf.last = kept;
        feed.up(IDS);
        feed.down();
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "MISSED ?");
        assertThat(feed.latest()).isEqualTo(2_000);
    }

    @Test
    void beforeTheVeryFirstMessageNothingCanBeMissed() {
        feed.up(IDS);
        feed.down();
        shelf.holds = true;
        feed.up(IDS);
        LobbyId first = store("a", 1);
        shelf.answer();
        hear(first);
        feed.down();
        feed.up(IDS);
        shelf.answer();
        publish("a", 2);
        shelf.answer();

        assertThat(texts()).containsExactly("ann: a1", "ann: a2");
    }

    @Test
    void theFirstMessagesAreNotMissedByWhoWasInterruptedBefore() {
        feed.up(IDS);
        feed.down();
        shelf.holds = true;
        feed.up(IDS);
        shelf.answer();
        LobbyId first = store("a", 1);
        feed.down();
        feed.up(IDS);
        hear(first);
        publish("a", 2);
        shelf.answer();
        publish("a", 3);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void anEpochThatBeganDuringAnInterruptionIsReadWithAMark() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        shelf.kept.clear();
        for (int number = 1; number <= 2; number++) {
            LobbyId id = new LobbyId(50_000 + number, "b", number);
            shelf.kept.add(
                    new StoredMessage(id, new LobbyMessage(id.micros(), MessageKind.LOBBY, "bob", "b" + number)));
            shelf.last = id;
        }
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "bob: b1", "bob: b2");
    }

    @Test
    void aRedisThatFellBackGoesOnFromThere() {
        feed.up(IDS);
        IntStream.rangeClosed(1, 5).forEach(number -> publish("a", number));
        feed.down();
        shelf.last = Objects.requireNonNull(shelf.kept.get(2)).id();
        feed.up(IDS);
        hear(new LobbyId(50_000, "a", 4));

        assertThat(texts()).endsWith("ann: a5", "MISSED ?", "ann: a4");
    }

    /** As where a replica took over that had not got all, and both went on for a moment. */
    @Test
    void anotherMessageOfTheSameNumberIsNoContinuation() {
        feed.up(IDS);
        publish("a", 1);
        publish("a", 2);
        feed.down();
        shelf.kept.remove(1);
        keep(new LobbyId(1_500, "a", 2));
        keep(new LobbyId(60_000, "a", 3));
        feed.up(IDS);
        feed.down();
        feed.up(IDS);
        hear(new LobbyId(61_000, "a", 4));

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "MISSED ?", "bob: a3", "ann: a4");
    }

    @Test
    void aStreamThatWentOnWithOlderOnesOnlyLeavesOneMark() {
        feed.up(IDS);
        publish("a", 1);
        publish("a", 2);
        feed.down();
        shelf.kept.remove(1);
        keep(new LobbyId(1_500, "a", 2));
        feed.up(IDS);
        feed.down();
        feed.up(IDS);
        hear(new LobbyId(61_000, "a", 3));

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "MISSED ?", "ann: a3");
    }

    @Test
    void aStreamThatKeepsNothingAsOldMayHaveGoneOn() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        shelf.kept.clear();
        keep(new LobbyId(60_000, "a", 2));
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "bob: a2");
    }

    @Test
    void whatWasAnsweredAndNeverCameLeavesAMarkWhereTheStreamHasItNot() {
        feed.up(IDS);
        publish("a", 1);
        feed.answered(2_000);
        feed.down();
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?");
        assertThat(feed.latest()).isEqualTo(2_000);
        feed.down();
        feed.up(IDS);
        assertThat(texts()).containsExactly("ann: a1", "MISSED ?");
    }

    @Test
    void theMarkStandsBeforeWhatAnotherServerWentOnWith() {
        feed.up(IDS);
        publish("a", 1);
        feed.answered(2_000);
        feed.down();
        keep(new LobbyId(60_000, "a", 2));
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "bob: a2");
    }

    @Test
    void whatWasAnsweredAndIsInTheStreamLeavesNone() {
        feed.up(IDS);
        publish("a", 1);
        feed.answered(2_000);
        feed.down();
        assertThat(store("a", 2).micros()).isEqualTo(2_000);
        store("a", 3);
        feed.up(IDS);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void nothingIsDatedBeforeWhatWasAnswered() {
        feed.up(IDS);
        publish("a", 1);
        feed.answered(2_000);

        assertThat(feed.floor()).isEqualTo(2_000);
        assertThat(feed.latest()).isEqualTo(2_000);
    }

    private void keep(LobbyId id) {
        shelf.kept.add(new StoredMessage(
                id, new LobbyMessage(id.micros(), MessageKind.LOBBY, "bob", id.epoch() + id.number())));
        shelf.last = id;
    }

    @Test
    void whatIsNowhereLeavesAMark() {
        feed.up(IDS);
        publish("a", 1);
        hear(new LobbyId(50_000, "a", 3));
        hear(new LobbyId(51_000, "a", 4));

        assertThat(texts()).containsExactly("ann: a1", "MISSED ?", "ann: a3", "ann: a4");
    }

    @Test
    void afterAnInterruptionWhatWasStoredMeanwhileComesOnce() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        store("a", 2);
        shelf.holds = true;
        feed.up(IDS);
        publish("a", 3);
        shelf.answer();

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
    }

    @Test
    void whatWasReadForAnEarlierLifeIsNotUsed() {
        feed.up(IDS);
        publish("a", 1);
        shelf.holds = true;
        feed.down();
        feed.up(IDS);
        store("a", 2);
        feed.down();
        shelf.answer();
        assertThat(texts()).containsExactly("ann: a1");

        feed.up(IDS);
        shelf.answer();
        assertThat(texts()).containsExactly("ann: a1", "ann: a2");
    }

    @Test
    void manyPagesAreRead() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        IntStream.rangeClosed(2, 1_600).forEach(number -> store("a", number));
        feed.up(IDS);

        assertThat(texts()).hasSize(1_600).doesNotHaveDuplicates();
    }

    @Test
    void readingIsTriedAgain() {
        feed.up(IDS);
        publish("a", 1);
        feed.down();
        store("a", 2);
        shelf.broken = true;
        feed.up(IDS);
        shelf.broken = false;

        await().untilAsserted(() -> assertThat(texts()).containsExactly("ann: a1", "ann: a2"));
    }

    @Test
    void aBacklogThatIsFullIsReadFromTheStream() {
        feed.up(IDS);
        publish("a", 1);
        shelf.holds = true;
        store("a", 2);
        IntStream.rangeClosed(3, 50_100).forEach(number -> publish("a", number));
        chat(NOBODYS);
        shelf.holds = false;
        shelf.answer();

        assertThat(texts().stream().filter(text -> text.startsWith("ann")))
                .hasSize(50_100)
                .doesNotHaveDuplicates();
        assertThat(texts()).contains("dave: direct").doesNotContain("MISSED ?");
    }
}
