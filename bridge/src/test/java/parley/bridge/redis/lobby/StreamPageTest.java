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

    @Test
    void noneWhereTheFirstIsKept() {
        assertThat(page(new LobbyId(1_000, "b", 1), LAST, 0).missing(0)).isZero();
    }

    @Test
    void noneWhereTheStreamReachesBackFarEnough() {
        assertThat(page(new LobbyId(1_500, "b", 11), LAST, 0).missing(1_500)).isZero();
        assertThat(page(new LobbyId(1_500, "b", 11), LAST, 0).missing(1_600)).isZero();
    }

    @Test
    void allBeforeTheFirstWhereTheEpochHadNotBegun() {
        assertThat(page(new LobbyId(1_500, "b", 11), LAST, 0).missing(999)).isEqualTo(10);
        assertThat(page(null, LAST, 0).missing(999)).isEqualTo(20);
    }

    @Test
    void unknownWhereSomeOfTheEpochStandBefore() {
        assertThat(page(new LobbyId(1_500, "b", 11), LAST, 0).missing(1_200)).isEqualTo(Page.UNKNOWN);
        assertThat(page(null, LAST, 0).missing(1_200)).isEqualTo(Page.UNKNOWN);
    }

    @Test
    void unknownWhereAnEarlierEpochIsKnownToHaveHadMore() {
        assertThat(page(new LobbyId(1_000, "b", 1), LAST, 900).missing(899)).isEqualTo(Page.UNKNOWN);
        assertThat(page(new LobbyId(1_000, "b", 1), LAST, 900).missing(900)).isZero();
    }

    @Test
    void unknownAlsoWhereTheStreamReachesBackBeyondThat() {
        assertThat(page(new LobbyId(500, "a", 1), LAST, 900).missing(600)).isEqualTo(Page.UNKNOWN);
        assertThat(page(new LobbyId(500, "a", 1), LAST, 900).missing(900)).isZero();
        assertThat(page(new LobbyId(500, "a", 1), LAST, 900).missing(2_000)).isZero();
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
        assertThat(page(new LobbyId(500, "a", 11), LAST, 0).missing(100)).isEqualTo(Page.UNKNOWN);
        assertThat(page(new LobbyId(500, "a", 1), LAST, 0).missing(100)).isZero();
    }

    @Test
    void noneAfterTheLast() {
        assertThat(page(null, LAST, 0).missing(2_000)).isZero();
    }

    @Test
    void noneWhereNothingWasEverStored() {
        assertThat(page(null, null, 0).missing(0)).isZero();
    }
}
