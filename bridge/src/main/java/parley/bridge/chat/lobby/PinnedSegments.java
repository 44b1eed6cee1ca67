package parley.bridge.chat.lobby;

import java.util.ArrayList;
import java.util.List;

/** Counts the memory that left the lobby log while readers held it. Safe for all threads. */
final class PinnedSegments {
    private record Held(SegmentMemory memory, int bytes) {}

    private final List<Held> held = new ArrayList<>();
    /** As of the last time that anything was evicted or counted. */
    private volatile long bytes;

    /** Gives up the log's reference. */
    synchronized void evicted(SegmentMemory memory, int size) {
        memory.release();
        held.add(new Held(memory, size));
        count();
    }

    /** Bytes that readers still hold. */
    synchronized long count() {
        held.removeIf(one -> one.memory.isFree());
        long sum = held.stream().mapToLong(Held::bytes).sum();
        bytes = sum;
        return sum;
    }

    /** The same when it was last counted, without a lock. */
    long bytes() {
        return bytes;
    }
}
