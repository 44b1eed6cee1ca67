package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

/** Ids that are announced and that the stream does not bear out. */
class ForgedIdsTest extends FeedStage {
    private static final long YEAR_9999 = 253_402_300_799_999_999L;

    @Test
    void anIdLaterThanAnyCanBeMovesNoTimeAndCostsNobodysMessage() {
        feed.up(IDS);
        publish("a", 1);
        announce(new LobbyId(YEAR_9999, "a", 2), 1);
        chat(NOBODYS);
        publish("a", 2);
        chat("eve: too ");

        assertThat(texts()).containsExactly("ann: a1", "dave: direct", "ann: a2", "eve: too");
        assertThat(lobby.last()).isLessThan(1_000_000);
        assertThat(feed.floor()).isLessThan(1_000_000);
        assertThat(feed.latest()).isEqualTo(2_000);
        assertThat(feed.isLive()).isTrue();
    }

    @Test
    void aRunOfThemCostsNone() {
        feed.up(IDS);
        announce(new LobbyId(YEAR_9999 - 10, "e", 1), 3);
        chat(NOBODYS);
        chat("eve: one ");
        chat("eve: two ");
        publish("a", 1);

        assertThat(texts()).containsExactly("dave: direct", "eve: one", "eve: two", "ann: a1");
        assertThat(lobby.last()).isLessThan(1_000_000);
    }

    @Test
    void whereTheStreamBearsItOutItIsBelieved() {
        feed.up(IDS);
        publish("a", 1);
        // Redis's clock had run ahead by days, and so has everything that is stored since.
        LobbyId late = new LobbyId(500_000_000_000L, "a", 2);
        shelf.kept.add(new StoredMessage(late, new LobbyMessage(late.micros(), MessageKind.LOBBY, "ann", "a2")));
        shelf.last = late;
        hear(late);
        LobbyId next = late.next();
        shelf.kept.add(new StoredMessage(next, new LobbyMessage(next.micros(), MessageKind.LOBBY, "ann", "a3")));
        shelf.last = next;
        hear(next);

        assertThat(texts()).containsExactly("ann: a1", "ann: a2", "ann: a3");
        assertThat(feed.latest()).isEqualTo(next.micros());
    }

    @Test
    void whatIsReadMeanwhileMayHaveBeenAskedForTooEarlyToTell() {
        feed.up(IDS);
        publish("a", 1);
        shelf.holds = true;
        feed.down();
        feed.up(IDS);
        LobbyId late = new LobbyId(500_000_000_000L, "a", 2);
        announce(late, 1);
        chat(Payload.spoken("ann", "a2"));
        shelf.answer();
        shelf.kept.add(new StoredMessage(late, new LobbyMessage(late.micros(), MessageKind.LOBBY, "ann", "a2")));
        shelf.last = late;
        shelf.holds = false;
        shelf.answer();

        assertThat(texts()).containsExactly("ann: a1", "ann: a2");
    }
}
