package parley.bridge.redis.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

class PublishBacklogTest {
    private static final ClientAddress FLOOD = new ClientAddress(1, 0);
    private static final ClientAddress OTHER = new ClientAddress(2, 0);
    private static final int LONG = 4_000;
    private static final long TIME = Limits.REDIS_TIME.toNanos();

    private static final Publication.Outcome NOBODY = new Publication.Outcome() {
        @Override
        public void stored(long micros) {}

        @Override
        public void lost() {}

        @Override
        public void failed(Throwable why) {}
    };

    private final PublishBacklog backlog = new PublishBacklog();
    private final List<Publication> late = new ArrayList<>();
    private long now = 1_000_000;

    private Publication said(ClientAddress address, String sender, int length) {
        return new Publication(
                address,
                Publication.Message.spoken(sender, sender, "x".repeat(length), ""),
                new Deadline(now + TIME),
                NOBODY);
    }

    private boolean add(ClientAddress address, String sender, int length) {
        return backlog.add(said(address, sender, length), () -> now);
    }

    /** How many of so many are taken. */
    private int add(int count, ClientAddress address, int length) {
        int taken = 0;
        for (int at = 0; at < count; at++) {
            taken += add(address, "s" + at % 100, length) ? 1 : 0;
        }
        return taken;
    }

    private List<Publication> next() {
        return backlog.next(now, late::add);
    }

    /** One batch after the other, each of which takes that long. */
    private void measure(int batches, long millis) {
        for (int at = 0; at < batches; at++) {
            assertThat(add(OTHER, "measured", 1)).isTrue();
            assertThat(next()).hasSize(1);
            now += TimeUnit.MILLISECONDS.toNanos(millis);
            backlog.done(now);
        }
    }

    @Test
    void whoeverSaysLittleGoesWithTheNextBatchHoweverMuchOthersSay() {
        add(1_000, FLOOD, LONG);
        assertThat(add(OTHER, "bob", 10)).isTrue();

        assertThat(next()).extracting(Publication::address).contains(OTHER);
    }

    @Test
    void aBatchIsBoundedInBytes() {
        add(1_000, FLOOD, LONG);
        assertThat(next().stream().mapToInt(Publication::cost).sum())
                .isBetween(Limits.PUBLISH_BATCH_BYTES, Limits.PUBLISH_BATCH_BYTES + 2 * LONG);
    }

    @Test
    void oneBatchIsUnderWayAtATime() {
        add(100, FLOOD, LONG);
        assertThat(next()).isNotEmpty();
        assertThat(next()).isEmpty();

        backlog.done(now);

        assertThat(next()).isNotEmpty();
    }

    @Test
    void howeverManyAddressesFloodOthersStillFindRoom() {
        long most = Limits.PUBLISH_QUEUE_BYTES * 3L / 8;
        add(20_000, FLOOD, LONG);
        assertThat(backlog.cost()).isBetween(most - 2 * LONG, most);

        assertThat(add(OTHER, "bob", LONG)).isTrue();
        for (int other = 3; other < 50; other++) {
            add(20_000, new ClientAddress(other, 0), LONG);
        }
        assertThat(backlog.cost()).isLessThanOrEqualTo(Limits.PUBLISH_QUEUE_BYTES);
        assertThat(add(new ClientAddress(99, 0), "eve", LONG)).isTrue();
    }

    @Test
    void whatWouldWaitForTooLongIsRefusedAndWhoeverSaysLittleIsNot() {
        measure(50, 300);

        int taken = add(1_000, FLOOD, LONG);

        assertThat(taken).isBetween(200, 350);
        assertThat(add(OTHER, "bob", LONG)).isTrue();
    }

    @Test
    void whatGoesNextIsLetInHoweverLongBatchesHaveTaken() {
        measure(50, 10_000);

        assertThat(add(OTHER, "bob", LONG)).isTrue();

        assertThat(next()).hasSize(1);
        assertThat(late).isEmpty();
    }

    @Test
    void whatHasNoTimeLeftForABatchDoesNotSpoilTheNext() {
        measure(50, 100);
        add(FLOOD, "ann", LONG);
        now += TIME - TimeUnit.MILLISECONDS.toNanos(90);
        add(OTHER, "bob", LONG);

        assertThat(next()).extracting(one -> one.message().sender()).containsExactly("bob");
        assertThat(late).extracting(one -> one.message().sender()).containsExactly("ann");
    }

    @Test
    void whatCantBeAnsweredAnyMoreIsTakenOutAlsoWhileABatchIsUnderWay() {
        add(FLOOD, "ann", LONG);
        next();
        add(FLOOD, "ann", LONG);
        now += TIME / 2;
        add(FLOOD, "ann", LONG);
        now += TIME / 2;

        backlog.removeLate(now, late::add);

        assertThat(late).hasSize(1);
        backlog.done(now);
        assertThat(next()).hasSize(1);
        assertThat(backlog.isEmpty()).isTrue();
    }
}
