package parley.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** All receivers, and how far each is. */
abstract class Audience {
    /** Of each receiver, in what the audience counts by. */
    final long[] positions;

    private final boolean[] ignored;

    @Nullable
    Histogram latencies;

    Audience(int receivers) {
        positions = new long[receivers];
        ignored = new boolean[receivers];
    }

    static Audience of(Wire wire, int receivers, List<Speaker> speakers, int senders) {
        return wire.hasOneOrder()
                ? new Choir(receivers, speakers, senders)
                : new Listeners(receivers, speakers, senders);
    }

    /** What the receiver of this index does from its first byte of the lobby on. */
    abstract Handler receiver(int index);

    /** The texts that come from now on are so long. */
    abstract void textBytes(int bytes);

    /** Messages that everybody has. */
    abstract long delivered();

    /** Nobody waits for this receiver any more. */
    void ignore(int index) {
        ignored[index] = true;
    }

    /** From now on the time from sending to each receipt is recorded, microseconds; null for not any more. */
    void record(@Nullable Histogram histogram) {
        latencies = histogram;
    }

    /** How far the slowest is. */
    long slowest() {
        long slowest = Long.MAX_VALUE;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < slowest && !ignored[i]) {
                slowest = positions[i];
            }
        }
        return slowest;
    }
}
