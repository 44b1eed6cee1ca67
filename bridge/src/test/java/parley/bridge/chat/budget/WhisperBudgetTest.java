package parley.bridge.chat.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.WhisperLimits;

/** Who has to let go of what. */
class WhisperBudgetTest {
    private static final int SESSION = 100;
    private static final int ADDRESS = 250;
    private static final int BRIDGE = 600;

    private final WhisperBudget budget = new WhisperBudget(new WhisperLimits(1_000, SESSION, ADDRESS, BRIDGE));

    /** A session that holds bytes, and lets go of them as it is told, though not before it looks. */
    private final class Holding {
        final Share share;
        int told;
        long held;

        Holding(int address) {
            this.share = budget.join(new ClientAddress(address, 0), () -> told++);
        }

        void add(long bytes) {
            share.add(bytes);
            held += bytes;
            look();
        }

        /** Lets go of what is too much; returns how much that is. */
        long look() {
            long excess = share.excess();
            release(excess);
            return excess;
        }

        void release(long bytes) {
            share.release(bytes);
            held -= bytes;
        }
    }

    @Test
    void aSessionLetsGoOfItsOwn() {
        Holding ann = new Holding(1);
        ann.add(70);
        ann.share.add(70);
        assertThat(ann.share.excess()).isEqualTo(40);
        assertThat(ann.told).as("it is there and looks by itself").isZero();
        assertThat(budget.bytes()).isEqualTo(SESSION);
    }

    @Test
    void ofAnAddressTheSessionThatHoldsMost() {
        Holding ann = new Holding(1);
        Holding bob = new Holding(1);
        Holding cid = new Holding(1);
        ann.add(90);
        bob.add(100);
        cid.add(50);
        cid.add(30);
        assertThat(bob.told).isEqualTo(1);
        assertThat(ann.told).isZero();
        assertThat(budget.bytes()).isEqualTo(ADDRESS);
        assertThat(bob.look()).isEqualTo(20);
        assertThat(ann.look()).isZero();
        assertThat(cid.look()).isZero();
    }

    @Test
    void ofTheBridgeTheAddressThatHoldsMost() {
        List<Holding> many = new ArrayList<>();
        for (int session = 0; session < 5; session++) {
            many.add(new Holding(1));
            many.get(session).add(50);
        }
        Holding alone = new Holding(2);
        alone.add(100);
        Holding other = new Holding(3);
        other.add(100);
        Holding late = new Holding(4);
        late.add(100);
        Holding last = new Holding(5);
        last.add(100);
        assertThat(budget.bytes()).isEqualTo(BRIDGE);
        assertThat(many.stream().mapToLong(Holding::look).sum()).isEqualTo(50);
        assertThat(List.of(alone, other, late, last)).allSatisfy(one -> {
            assertThat(one.told).isZero();
            assertThat(one.look()).isZero();
        });
    }

    @Test
    void whoHoldsNoMoreThanAnEqualPartLosesNothing() {
        int addresses = 12;
        List<Holding> modest = new ArrayList<>();
        for (int address = 0; address < addresses - 1; address++) {
            modest.add(new Holding(address));
        }
        List<Holding> greedy = new ArrayList<>();
        for (int session = 0; session < 100; session++) {
            greedy.add(new Holding(99));
        }
        Random random = new Random(4);
        for (int step = 0; step < 10_000; step++) {
            greedy.get(random.nextInt(greedy.size())).add(1 + random.nextInt(7));
            Holding one = modest.get(random.nextInt(modest.size()));
            if (one.held + 5 <= BRIDGE / addresses) {
                one.add(5);
            }
            assertThat(budget.bytes()).isLessThanOrEqualTo(BRIDGE);
        }
        assertThat(modest).allSatisfy(one -> {
            assertThat(one.look()).isZero();
            assertThat(one.held).isEqualTo(BRIDGE / addresses);
        });
    }

    @Test
    void isToldOnceUntilItLooks() {
        Holding ann = new Holding(1);
        Holding bob = new Holding(1);
        Holding cid = new Holding(1);
        ann.add(100);
        bob.add(80);
        cid.add(70);
        cid.add(5);
        cid.add(5);
        assertThat(ann.told).isEqualTo(1);
        assertThat(ann.look()).isEqualTo(10);
        cid.add(5);
        assertThat(List.of(ann, bob, cid).stream()
                        .max(Comparator.comparingInt(one -> one.told))
                        .map(one -> one.told))
                .hasValue(2);
    }

    @Test
    void whatIsReadMeanwhileNeedNotGo() {
        Holding ann = new Holding(1);
        Holding bob = new Holding(1);
        Holding cid = new Holding(1);
        ann.add(100);
        bob.add(80);
        cid.add(90);
        assertThat(ann.told).isEqualTo(1);
        ann.release(15);
        assertThat(ann.look()).isEqualTo(5);
        assertThat(budget.bytes()).isEqualTo(ADDRESS);
    }

    @Test
    void whoLeavesGivesAllBack() {
        Holding ann = new Holding(1);
        Holding bob = new Holding(1);
        ann.add(100);
        bob.add(100);
        ann.share.leave();
        assertThat(budget.bytes()).isEqualTo(100);
        bob.share.leave();
        assertThat(budget.bytes()).isZero();
        Holding again = new Holding(1);
        again.add(30);
        assertThat(budget.bytes()).isEqualTo(30);
    }
}
