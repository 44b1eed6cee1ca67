package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.protocol.LobbyDemultiplexer.Origin;

class LobbyDemultiplexerTest {
    private static final LobbyId FIRST = new LobbyId(1_790_000_000_000_999L, "e", 41);
    private static final String IDS = new ServiceChannels(3, "secret").ids();

    private final LobbyDemultiplexer demultiplexer = new LobbyDemultiplexer();

    LobbyDemultiplexerTest() {
        demultiplexer.begin(IDS);
    }

    private Origin take(String channel, String payload) {
        return demultiplexer.take(channel, payload.getBytes(UTF_8));
    }

    private Origin announce(int count) {
        return take(IDS, new LobbyRun(FIRST, count).toString());
    }

    private Origin chat() {
        return take(RedisNames.CHAT, "ann: hello");
    }

    @Test
    void withoutIdsAMessageIsADirectClients() {
        assertThat(chat()).isEqualTo(Origin.DIRECT);
        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @Test
    void asManyMessagesAsARunCountsAreTheIds() {
        assertThat(announce(3)).isEqualTo(Origin.IDS);
        assertThat(demultiplexer.run()).isEqualTo(new LobbyRun(FIRST, 3));

        List<LobbyId> places = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(chat()).isEqualTo(Origin.STORED);
            places.add(demultiplexer.place());
        }

        assertThat(places).containsExactly(FIRST, FIRST.next(), FIRST.next().next());
        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @Test
    void aPayloadThatLooksLikeIdsIsStillAMessage() {
        assertThat(take(RedisNames.CHAT, new LobbyRun(FIRST, 1).toString())).isEqualTo(Origin.DIRECT);
        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @Test
    void aRunRightBehindARunTakesItsPlace() {
        announce(5);
        chat();
        announce(1);

        assertThat(chat()).isEqualTo(Origin.STORED);
        assertThat(demultiplexer.place()).isEqualTo(FIRST);
        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "1790000000000-999 e 41",
                "1790000000000-999  41 1",
                "1790000000000-999 e 0 1",
                "1790000000000-999 e -1 1",
                "1790000000000-999 e 41 0",
                "1790000000000-999 e 41 -1",
                "1790000000000-999 e 41 1 ",
                "1790000000000-999 e 41 1 1",
                "1790000000000-1000 e 41 1",
                "1790000000000 e 41 1",
                "-1-0 e 41 1",
                "01790000000000-999 e 41 1",
                "1790000000000-999 e +41 1",
                "1790000000000-999 e 41 99999999999",
                "99999999999999999999-0 e 41 1",
                "1790000000000-999\u0000e 41 1",
                "1790000000000-999 e \u0664\u0661 1"
            })
    void whatIsNoRunOfIdsAnnouncesNothing(String foreign) {
        announce(2);

        assertThat(take(IDS, foreign)).isEqualTo(Origin.FOREIGN_IDS);

        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @Test
    void bytesThatAreNoTextAnnounceNothing() {
        assertThat(demultiplexer.take(IDS, new byte[] {(byte) 0xFF, 0, (byte) 0xC3}))
                .isEqualTo(Origin.FOREIGN_IDS);
        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley:3:secret:probe:x",
                "parley:3:secret:bridge:x",
                "parley:0:secret:ids",
                "parley:3:other:ids",
                "parley:3:ids",
                "ann",
                "CHAT",
                ""
            })
    void aMessageOnAnyOtherChannelEndsARun(String channel) {
        announce(2);
        assertThat(chat()).isEqualTo(Origin.STORED);

        assertThat(take(channel, new LobbyRun(FIRST, 1).toString())).isEqualTo(Origin.ELSEWHERE);

        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }

    @Test
    void aLostSubscriptionEndsARun() {
        announce(2);
        demultiplexer.interrupted();

        assertThat(chat()).isEqualTo(Origin.DIRECT);
    }
}
