package parley.conformance.lobby;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows which lines of the client's meet with a fault: the next ones of a kind first, then each of that kind. Guarded by the lobby. */
final class Faults {
    private final Map<String, Deque<Fault>> next = new HashMap<>();
    private final Map<String, Fault> each = new HashMap<>();

    void next(String kind, Fault fault) {
        next.computeIfAbsent(kind, any -> new ArrayDeque<>()).add(fault);
    }

    void each(String kind, Fault fault) {
        each.put(kind, fault);
    }

    void none(String kind) {
        each.remove(kind);
    }

    @Nullable
    Fault take(String kind) {
        Deque<Fault> waiting = next.get(kind);
        Fault first = waiting == null ? null : waiting.poll();
        return first == null ? each.get(kind) : first;
    }
}
