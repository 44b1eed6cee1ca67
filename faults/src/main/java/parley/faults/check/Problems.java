package parley.faults.check;

import java.util.ArrayList;
import java.util.List;

/** Collects the promises that did not hold, in words; of each kind the first few and their number. */
public final class Problems {
    private static final int SHOWN = 5;

    private final List<String> all = new ArrayList<>();

    public void add(String problem) {
        all.add(problem);
    }

    /** Adds those of one kind. */
    public void addAll(String kind, List<?> found) {
        found.stream().limit(SHOWN).forEach(one -> all.add(kind + ": " + one));
        if (found.size() > SHOWN) {
            all.add(kind + ": " + (found.size() - SHOWN) + " more");
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<String> asList() {
        return List.copyOf(all);
    }
}
