package parley.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import parley.harness.load.InputHandler;

/** Follows how far each receiver is in what the lobby says. */
abstract class Receivers {
    /** Of each receiver, in bytes or in messages: whichever the kind of receivers counts. */
    final long[] positions;

    private final boolean[] ignored;

    @Nullable
    Histogram latencies;

    Receivers(int receivers) {
        positions = new long[receivers];
        ignored = new boolean[receivers];
    }

    static Receivers of(Wire wire, int receivers, List<Sender> senders, int senderCount) {
        return wire.hasOneOrder()
                ? new TotalOrderReceivers(receivers, senders, senderCount)
                : new SenderOrderReceivers(receivers, senders, senderCount);
    }

    /** Takes what the receiver of this index gets, from its first byte of the lobby on. */
    abstract InputHandler receiver(int index);

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
