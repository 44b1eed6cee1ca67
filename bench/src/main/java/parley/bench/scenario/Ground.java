package parley.bench.scenario;

import parley.bench.report.Report;
import parley.bench.server.Starter;

/**
 * What every scenario stands on.
 *
 * @param quick whether a rough answer within seconds is wanted
 */
public record Ground(Starter starter, Report report, boolean quick) {
    /** How many times something is measured; the median counts. */
    int runs() {
        return quick ? 1 : 5;
    }

    /** Says on standard error how far it is. */
    void say(String progress) {
        System.err.println(progress);
    }
}
