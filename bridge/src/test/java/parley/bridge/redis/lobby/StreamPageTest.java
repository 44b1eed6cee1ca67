package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.port.LobbyBus.Page;
import parley.protocol.LobbyId;

/** How many messages are missing; the epoch began at 1000. */
class StreamPageTest {
    private static final LobbyId LAST = new LobbyId(2_000, "b", 20);

    private static StreamPage page(@Nullable LobbyId first, @Nullable LobbyId last, long prior) {
        return new StreamPage(List.of(), false, first, last, 1_000, prior);
    }

    private static long missing(StreamPage page, long after) {
        return page.missing(after, page.first(), Long.MAX_VALUE);
    }

    @Test
    void noneWhereTheFirstIsKept() {
        assertThat(missing(page(new LobbyId(1_000, "b", 1), LAST, 0), 0)).isZero();
    }

    @Test
    void noneWhereTheStreamReachesBackFarEnough() {
        assertThat(missing(page(new LobbyId(1_500, "b", 11), LAST, 0), 1_500)).isZero();
        assertThat(missing(page(new LobbyId(1_500, "b", 11), LAST, 0), 1_600)).isZero();
    }

    @Test
    void allBeforeTheFirstWhereTheEpochHadNotBegun() {
        assertThat(missing(page(new LobbyId(1_500, "b", 11), LAST, 0), 999)).isEqualTo(10);
        assertThat(missing(page(null, LAST, 0), 999)).isEqualTo(20);
    }

    @Test
    void unknownWhereSomeOfTheEpochStandBefore() {
        assertThat(missing(page(new LobbyId(1_500, "b", 11), LAST, 0), 1_200)).isEqualTo(Page.UNKNOWN);
        assertThat(missing(page(null, LAST, 0), 1_200)).isEqualTo(Page.UNKNOWN);
    }

    @Test
    void unknownWhereAnEarlierEpochIsKnownToHaveHadMore() {
        assertThat(missing(page(new LobbyId(1_000, "b", 1), LAST, 900), 899)).isEqualTo(Page.UNKNOWN);
        assertThat(missing(page(new LobbyId(1_000, "b", 1), LAST, 900), 900)).isZero();
    }

    @Test
    void unknownAlsoWhereTheStreamReachesBackBeyondThat() {
        assertThat(missing(page(new LobbyId(500, "a", 1), LAST, 900), 600)).isEqualTo(Page.UNKNOWN);
        assertThat(missing(page(new LobbyId(500, "a", 1), LAST, 900), 900)).isZero();
        assertThat(missing(page(new LobbyId(500, "a", 1), LAST, 900), 2_000)).isZero();
    }

    @Test
    void aHoleIsSeenBetweenTwoMessages() {
        StreamPage page = page(new LobbyId(500, "a", 1), LAST, 900);
        assertThat(page.mayLack(new LobbyId(500, "a", 1), new LobbyId(600, "a", 2)))
                .isFalse();
        assertThat(page.mayLack(new LobbyId(500, "a", 1), new LobbyId(600, "a", 3)))
                .isTrue();
    }

    @Test
    void anEndOfAnEpochIsAHoleUnlessItIsKnownToHaveHadNoMore() {
        StreamPage page = page(new LobbyId(500, "a", 1), LAST, 900);
        assertThat(page.mayLack(new LobbyId(800, "a", 9), new LobbyId(1_000, "b", 1)))
                .isTrue();
        assertThat(page.mayLack(new LobbyId(900, "a", 9), new LobbyId(1_000, "b", 1)))
                .isFalse();
        assertThat(page.mayLack(new LobbyId(900, "a", 9), new LobbyId(1_001, "b", 2)))
                .isTrue();
        assertThat(page.mayLack(new LobbyId(900, "o", 9), new LobbyId(950, "a", 1)))
                .isTrue();
    }

    @Test
    void unknownWhereTheFirstIsOfAnotherEpoch() {
        assertThat(missing(page(new LobbyId(500, "a", 11), LAST, 0), 100)).isEqualTo(Page.UNKNOWN);
        assertThat(missing(page(new LobbyId(500, "a", 1), LAST, 0), 100)).isZero();
    }

    @Test
    void noneAfterTheLast() {
        assertThat(missing(page(null, LAST, 0), 2_000)).isZero();
    }

    @Test
    void noneWhereNothingWasEverStored() {
        assertThat(missing(page(null, null, 0), 0)).isZero();
    }

    @Test
    void whatTheLogHasIsNotMissing() {
        StreamPage trimmed = page(new LobbyId(1_500, "b", 11), LAST, 0);

        assertThat(trimmed.missing(999, null, 1_000))
                .as("the log has all of the epoch")
                .isZero();
        assertThat(trimmed.missing(999, null, 1_400))
                .as("nobody knows the log's number")
                .isEqualTo(Page.UNKNOWN);
        assertThat(trimmed.missing(999, null, 1_600))
                .as("the stream reaches back further")
                .isEqualTo(10);
    }
}
