package parley.faults.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what clients saw that should not happen unless a fault explains it. Safe for all threads. */
public final class Anomalies {
    /** Somebody's session ended without being asked to, at that bridge. */
    public record LostSession(String name, int bridge, String how) {
        @Override
        public String toString() {
            return name + " lost its session at bridge " + bridge + " (" + how + ")";
        }
    }

    /** An answer took longer than it may. */
    public record SlowAnswer(String name, int bridge, String question, Duration took, String answer) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s said \"%s\" at bridge %d and waited %.1f s for: %s",
                    name,
                    question,
                    bridge,
                    took.toMillis() / 1e3,
                    answer);
        }
    }

    private final List<LostSession> lost = new ArrayList<>();
    private final List<SlowAnswer> slow = new ArrayList<>();
    private final List<String> unexpected = new ArrayList<>();
    private Duration longestAway = Duration.ZERO;
    private String whoWasAway = "";

    synchronized void lost(LostSession loss) {
        lost.add(loss);
    }

    synchronized void slow(SlowAnswer answer) {
        slow.add(answer);
    }

    synchronized void unexpected(String what) {
        unexpected.add(what);
    }

    synchronized void away(String name, Duration howLong) {
        if (howLong.compareTo(longestAway) > 0) {
            longestAway = howLong;
            whoWasAway = name;
        }
    }

    public synchronized List<LostSession> lost() {
        return List.copyOf(lost);
    }

    public synchronized List<SlowAnswer> slow() {
        return List.copyOf(slow);
    }

    /** What no fault explains. */
    public synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** The longest time between the loss of a session and the next with the same name, of those who go to any bridge. */
    public synchronized Duration longestAway() {
        return longestAway;
    }

    public synchronized String whoWasAway() {
        return whoWasAway;
    }

    /** Forgets all. */
    public synchronized void clear() {
        lost.clear();
        slow.clear();
        unexpected.clear();
        longestAway = Duration.ZERO;
    }
}
