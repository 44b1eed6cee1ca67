package parley.bench.scenario;

import java.io.IOException;
import java.util.Set;
import parley.bench.report.Measurements;
import parley.bench.report.Report;
import parley.bench.server.Contender;
import parley.bench.server.SystemStarter;

/**
 * Holds what every scenario is run with.
 *
 * @param contenders those that are wanted
 * @param quick whether a rough answer within seconds is wanted
 */
public record ScenarioContext(
        SystemStarter starter, Report report, Measurements measurements, Set<Contender> contenders, boolean quick) {
    /** How many times something is measured; the median counts. */
    int runs() {
        return quick ? 1 : 3;
    }

    /** Work on one of several. */
    interface Attempt {
        void run() throws IOException;
    }

    /** Runs it where the contender is wanted and installed; if it fails, that is said, and the others go on. */
    void attempt(Contender contender, Attempt work) {
        if (!contenders.contains(contender)) {
            return;
        }
        if (contender.isInstalled()) {
            try {
                work.run();
            } catch (IOException failed) {
                say(contender.title() + " failed: " + failed.getMessage());
                report.section(contender.title() + " failed", String.valueOf(failed.getMessage()));
            }
        } else {
            say(contender.title() + " is not installed");
        }
    }

    /** Says on standard error how far it is. */
    void say(String progress) {
        System.err.println(progress);
    }
}
