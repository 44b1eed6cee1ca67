package parley.faults.soak;

import java.util.List;
import java.util.Locale;

/**
 * Holds what came of one library's soak.
 *
 * @param struck what broke, in order
 * @param gaps how many numbers were never said
 * @param doubles how many were said more than once
 * @param problems each in words, those that are no numbers among them; empty where all was well
 */
record SoakResult(String library, int messages, List<SoakFault> struck, int gaps, int doubles, List<String> problems) {
    boolean isGood() {
        return problems.isEmpty();
    }

    long times(SoakFault fault) {
        return struck.stream().filter(fault::equals).count();
    }

    String line(double seconds) {
        return String.format(
                Locale.ROOT,
                "%-4s %-10s %d messages, %d faults, %d gaps, %d doubles, %.1f s",
                isGood() ? "ok" : "FAIL",
                library,
                messages,
                struck.size(),
                gaps,
                doubles,
                seconds);
    }
}
