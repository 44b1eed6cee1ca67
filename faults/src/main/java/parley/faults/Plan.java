package parley.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import parley.faults.fault.FaultKind;

/**
 * Chooses which kinds of faults come next: all of them in an order of chance, then again in another; every third time with a
 * second one.
 */
final class Plan {
    private static final int PAIR_EVERY = 3;

    private final List<FaultKind> kinds;
    private final boolean pairs;
    private final boolean inOrder;
    private final Random random;
    private final Deque<FaultKind> deck = new ArrayDeque<>();
    private int made;

    /** @param inOrder whether the kinds come as given, not as chance has it */
    Plan(List<FaultKind> kinds, boolean pairs, boolean inOrder, Random random) {
        this.kinds = kinds;
        this.pairs = pairs;
        this.inOrder = inOrder;
        this.random = random;
    }

    /** One kind, or two. */
    List<FaultKind> next() {
        made++;
        if (pairs && made % PAIR_EVERY == 0) {
            return List.of(draw(), kinds.get(random.nextInt(kinds.size())));
        }
        return List.of(draw());
    }

    private FaultKind draw() {
        if (deck.isEmpty()) {
            List<FaultKind> shuffled = new ArrayList<>(kinds);
            if (!inOrder) {
                Collections.shuffle(shuffled, random);
            }
            deck.addAll(shuffled);
        }
        return deck.remove();
    }
}
