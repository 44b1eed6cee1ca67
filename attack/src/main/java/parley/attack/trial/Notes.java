package parley.attack.trial;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what an attack did, in words and numbers. Safe for all threads. */
public final class Notes {
    private final List<String> all = new CopyOnWriteArrayList<>();

    public void add(long count, String what) {
        all.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }

    @Override
    public String toString() {
        return String.join(", ", all);
    }
}
