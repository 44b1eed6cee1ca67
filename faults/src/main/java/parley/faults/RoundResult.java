package parley.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import parley.faults.fault.FaultKind;

/**
 * Records how one round ended.
 *
 * @param kinds the fault's, or both
 * @param recovery by part, how long it took
 * @param longestAway the longest that anybody was without a session
 * @param problems the promises that did not hold; empty is good
 */
record RoundResult(List<FaultKind> kinds, Map<String, Duration> recovery, Duration longestAway, List<String> problems) {
    /** The slowest part's. */
    Duration slowest() {
        return recovery.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    boolean isGood() {
        return problems.isEmpty();
    }
}
