package parley.bench.scenario;

import java.io.IOException;
import parley.bench.server.Contender;
import parley.bench.server.Served;

/**
 * A busy lobby before anything is measured, so that what is measured is the cost of a server that has been up for a while: a JVM
 * interprets at first, and spends more on compiling than on messages for its first half minute.
 */
final class Warming {
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;
    /** About two thirds of what it takes: a flood finds its pace first. */
    private static final double SECONDS = 17;
    /** For who has nothing to compile. */
    private static final double SHORT = 1;

    private Warming() {}

    /** Returns what it took. */
    static Usage up(Ground ground, Contender contender, Served served) throws IOException {
        double seconds = ground.quick() ? 0.2 : contender == Contender.PARLEY ? SECONDS : SHORT;
        return Usage.of(served, () -> new Flood(RECEIVERS, SENDERS, TEXT_BYTES, seconds).measure(served, 1));
    }
}
