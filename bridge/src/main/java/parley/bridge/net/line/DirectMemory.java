package parley.bridge.net.line;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import parley.protocol.metric.Metric;

/** Tells how much memory outside the heap Netty has taken, for connections and the lobby's log alike. For all threads. */
public final class DirectMemory {

    private DirectMemory() {}

    public static List<Metric> metrics() {
        return List.of(
                // Where Netty can't count it, it says -1.
                Metric.gauge(
                        "direct_memory_bytes",
                        "Memory outside the heap that is taken for connections and for the lobby's log",
                        () -> Math.max(0, PlatformDependent.usedDirectMemory())),
                Metric.gauge(
                        "direct_memory_budget_bytes",
                        "Memory outside the heap that may be taken",
                        PlatformDependent::maxDirectMemory));
    }
}
