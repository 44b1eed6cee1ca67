package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;

/** Whose lines are taken up when many come at once on one loop. */
class ReadTurnsTest {
    private static final ClientAddress CROWD = new ClientAddress(0, 1);
    private static final ClientAddress OTHERS = new ClientAddress(0, 2);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ReadTurns turns = new ReadTurns(channel.eventLoop());
    private final List<String> fed = new ArrayList<>();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void takeAll() {
        while (turns.take()) {
            fed.add("at once");
        }
    }

    private void await(ClientAddress address, String name) {
        turns.await(address, () -> fed.add(name));
    }

    @Test
    void aFewAreTakenUpAtOnce() {
        takeAll();

        assertThat(fed).hasSize(Limits.READS_A_TURN);
    }

    @Test
    void addressesHaveTheirTurnsOneAfterTheOther() {
        takeAll();
        fed.clear();
        await(CROWD, "crowd 1");
        await(CROWD, "crowd 2");
        await(CROWD, "crowd 3");
        await(OTHERS, "other");
        // A round may be over before they have all had their turns.
        while (fed.size() < 4) {
            channel.runScheduledPendingTasks();
        }

        assertThat(fed).containsExactly("crowd 1", "other", "crowd 2", "crowd 3");
    }

    @Test
    void nobodyIsTakenUpBeforeThoseWhoWait() {
        await(CROWD, "crowd");
        assertThat(turns.take()).isFalse();
        channel.runScheduledPendingTasks();

        assertThat(turns.take()).isTrue();
    }

    @Test
    void whatTakesLongEndsTheRoundAndTheOthersHaveTheirTurnInTheNext() {
        for (int i = 0; i < 3; i++) {
            turns.await(CROWD, () -> {
                long until = System.nanoTime() + Limits.READ_TIME.toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                fed.add("slow");
            });
        }
        int rounds = 0;
        while (fed.size() < 3) {
            channel.runScheduledPendingTasks();
            rounds++;
            assertThat(fed).hasSizeLessThanOrEqualTo(rounds);
        }
    }

    @Test
    void whatBreaksEndsNoOthersTurn() {
        turns.await(CROWD, () -> {
            throw new IllegalStateException("broken");
        });
        await(CROWD, "next");
        channel.runScheduledPendingTasks();
        channel.runScheduledPendingTasks();

        assertThat(fed).containsExactly("next");
    }
}
