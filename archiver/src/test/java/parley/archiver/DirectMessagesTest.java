package parley.archiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.XAddArgs;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.Via;
import parley.protocol.LobbyId;
import parley.protocol.LobbyRun;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.RedisNames;
import parley.protocol.StreamEntry;

class DirectMessagesTest extends ArchiverOnRedis {

    @Test
    void archivesDirectMessagesButNotTheEchoOfTheStreams() {
        start();
        publisher.say("ann", "through a bridge");
        publisher.direct("bob: right to Redis ");
        publisher.say("ann", "bob: the same way");
        publisher.direct(Payload.announced("from elsewhere"));
        publisher.direct("no separator");
        publisher.direct(": ");

        awaitRows(6);
        assertThat(files.rows())
                .extracting(ArchivedMessage::via, ArchivedMessage::kind, ArchivedMessage::sender, ArchivedMessage::text)
                .containsExactlyInAnyOrder(
                        tuple(Via.BRIDGE, MessageKind.LOBBY, "ann", "through a bridge"),
                        tuple(Via.DIRECT, MessageKind.LOBBY, "bob", "right to Redis"),
                        tuple(Via.BRIDGE, MessageKind.LOBBY, "ann", "bob: the same way"),
                        tuple(Via.DIRECT, MessageKind.NOTICE, "Administrator", "from elsewhere"),
                        tuple(Via.DIRECT, MessageKind.LOBBY, "", "no separator"),
                        tuple(Via.DIRECT, MessageKind.LOBBY, "", ""));
        await().untilAsserted(() ->
                assertThat(metric("archiver_archived{via=\"direct\"}")).isEqualTo(4));
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void showsForeignBytesAsWellAsCanBe() {
        start();
        publisher.direct("b\u00f6b: gr\u00fcn\n\u0007 ".getBytes(ISO_8859_1));
        awaitRows(1);
        assertThat(files.rows())
                .extracting(ArchivedMessage::sender, ArchivedMessage::text)
                .containsExactly(tuple("b\uFFFDb", "gr\uFFFDn "));
    }

    @Test
    void neverArchivesWhispers() {
        start();
        publisher.redis().publish("bob", "ann: a secret".getBytes(ISO_8859_1));
        publisher.direct("bob: done");
        awaitRows(1);
        assertThat(files.rows()).extracting(ArchivedMessage::text).containsExactly("done");
    }

    @Test
    void closingWritesWhatWasHeard() throws Exception {
        start();
        files.sql("CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        publisher.direct("bob: one");
        publisher.direct("bob: two");
        await().until(() -> running().trouble().isPresent());
        files.sql("DROP TRIGGER full");
        stop();
        assertThat(files.texts()).containsExactly("one", "two");
    }

    @Test
    void aRunOfIdsBelongsToSoManyMessages() {
        start();
        LobbyRun run = new LobbyRun(new LobbyId(MessageTime.ofInstant(Instant.now()), "e", 1), 3);
        publisher.announce(run);
        for (int i = 0; i < 3; i++) {
            publisher.direct(Payload.spoken("ann", "the stream has it"));
        }
        publisher.direct("bob: direct");
        publisher.direct("bob: direct");

        awaitRows(2);
        assertThat(files.texts()).containsExactly("direct", "direct");
        assertThat(files.rows())
                .extracting(ArchivedMessage::id)
                .allMatch(id -> id.compareTo(MessageTime.format(run.lastMicros())) > 0);
    }

    @Test
    void whatIsNoIdsCostsNoDirectMessage() {
        start();
        publisher.publishIds("nonsense");
        publisher.direct("bob: one");
        publisher.announce(new LobbyRun(new LobbyId(4_000_000_000_000_000L, "e", 1), 3));
        publisher.publishIds("4000000000000-0 e 1 0");
        publisher.direct("bob: two");

        awaitRows(2);
        assertThat(files.texts()).containsExactly("one", "two");
    }

    @Test
    void anIdBelongsToOneMessageOnly() {
        start();
        for (int i = 0; i < 50; i++) {
            publisher.say("ann", "stored");
            publisher.direct("bob: direct");
            publisher.direct("bob: direct");
        }
        awaitRows(150);
        assertThat(files.rows())
                .filteredOn(row -> row.via() == Via.DIRECT)
                .hasSize(100)
                .allMatch(row -> row.sender().equals("bob"));
    }

    @Test
    void aForgedIdMovesNoTimeAndCostsNoMessage() {
        start();
        publisher.say("ann", "stored");
        publisher.announce(new LobbyRun(new LobbyId(StreamEntry.LAST_MICROS, "e", 1), 1));
        publisher.direct("bob: right behind it");
        publisher.direct("bob: later");
        publisher.say("ann", "stored too");

        awaitRows(4);
        assertThat(files.texts()).containsExactlyInAnyOrder("stored", "right behind it", "later", "stored too");
        String soon = MessageTime.format(MessageTime.ofInstant(Instant.now().plusSeconds(60)));
        assertThat(files.rows()).extracting(ArchivedMessage::id).allMatch(id -> id.compareTo(soon) < 0);
        assertThat(files.gaps()).isEmpty();
    }

    @Test
    void whatTheStreamHasAfterAllIsWrittenOnce() {
        start();
        // A Redis whose clock is a day ahead: what it says of its ids can't be true, and is.
        LobbyId ahead = new LobbyId(MessageTime.ofInstant(Instant.now().plusSeconds(86_400)), "e", 1);
        publisher
                .redis()
                .xadd(
                        RedisNames.STREAM,
                        new XAddArgs().id(MessageTime.toStreamId(ahead.micros())),
                        Map.of(
                                "e",
                                bytes("e"),
                                "n",
                                bytes("1"),
                                "k",
                                bytes("lobby"),
                                "s",
                                bytes("ann"),
                                "t",
                                bytes("stored")));
        publisher.announce(new LobbyRun(ahead, 1));
        publisher.direct(Payload.spoken("ann", "stored"));
        publisher.direct("bob: direct");

        awaitRows(2);
        publisher.direct("bob: last");
        awaitRows(3);
        assertThat(files.texts()).containsExactlyInAnyOrder("stored", "direct", "last");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
