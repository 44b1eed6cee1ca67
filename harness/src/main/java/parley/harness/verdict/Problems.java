package parley.harness.verdict;

import java.util.ArrayList;
import java.util.List;

/** Collects the promises that did not hold, in words; of each kind the first few and their number. Safe for all threads. */
public final class Problems {
    private static final int SHOWN = 5;

    private final List<String> all = new ArrayList<>();

    public synchronized void add(String problem) {
        all.add(problem);
    }

    /** Adds those of one kind. */
    public synchronized void addAll(String kind, List<?> found) {
        found.stream().limit(SHOWN).forEach(one -> all.add(kind + ": " + one));
        if (found.size() > SHOWN) {
            all.add(kind + ": " + (found.size() - SHOWN) + " more");
        }
    }

    public synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    public synchronized List<String> asList() {
        return List.copyOf(all);
    }
}
