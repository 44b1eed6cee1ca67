package parley.bench.scenario;

import java.io.IOException;
import parley.bench.load.Crowd;
import parley.bench.load.Loop;
import parley.bench.server.Served;

/**
 * A busy lobby before anything is measured, so that what is measured is the cost of a server that has been up for a while: a JVM
 * interprets at first, and spends more on compiling than on messages for its first half minute.
 */
final class Warming {
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;
    private static final int MESSAGES = 5_000;
    private static final int WINDOW = 256;

    private static final double COMPILING_SECONDS = 22;
    private static final double SECONDS = 1;
    private static final double QUICK_SECONDS = 0.5;

    private Warming() {}

    /** Returns what it took. */
    static Usage up(Ground ground, Served served) throws IOException {
        double seconds = ground.quick() ? QUICK_SECONDS : served.compiles() ? COMPILING_SECONDS : SECONDS;
        return Usage.of(served, () -> busy(served, (long) (seconds * 1e9)));
    }

    private static void busy(Served served, long nanos) throws IOException {
        try (Loop loop = new Loop()) {
            Crowd crowd = Crowd.gather(loop, served.wire(), served.addresses(), RECEIVERS, SENDERS, 0);
            for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
                crowd.flood(MESSAGES, TEXT_BYTES, WINDOW);
            }
        }
    }
}
