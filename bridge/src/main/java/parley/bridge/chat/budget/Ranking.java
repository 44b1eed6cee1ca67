package parley.bridge.chat.budget;

import java.util.Comparator;
import java.util.TreeSet;

/** Ranks holders by their bytes, and adds these up. For one thread at a time. */
final class Ranking<T extends Holder> {
    /** Those that have any. */
    private final TreeSet<T> holders = new TreeSet<>(
            Comparator.<T>comparingLong(holder -> holder.bytes).thenComparingLong(holder -> holder.number));

    private long bytes;

    void change(T holder, long by) {
        holders.remove(holder);
        holder.bytes += by;
        bytes += by;
        if (holder.bytes > 0) {
            holders.add(holder);
        }
    }

    /** Who has most; there must be one that has any. */
    T first() {
        return holders.last();
    }

    /** What all have. */
    long bytes() {
        return bytes;
    }
}
