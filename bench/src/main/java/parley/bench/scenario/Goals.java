package parley.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import parley.bench.report.Figure;
import parley.bench.report.Results;
import parley.bench.server.Contender;

/** What the figures of one run are held against. What was not measured in it is left out. */
public final class Goals {
    private static final String AT_MOST = "≤ ";
    private static final String AT_LEAST = "≥ ";

    private final Results results;
    private final List<List<String>> rows = new ArrayList<>();

    private Goals(Results results) {
        this.results = results;
        rows.add(List.of("", "goal", "measured", "met"));
    }

    /** A table: what, goal, measured, met. */
    public static List<List<String>> table(Results results) {
        Goals goals = new Goals(results);
        goals.deliveries();
        goals.calm();
        goals.lobby();
        goals.sessions();
        return goals.rows;
    }

    private void deliveries() {
        for (int receivers : FanOut.RECEIVERS) {
            String to = Figure.of(receivers) + " receivers, CPU per delivery: ";
            double floor = results.get("fanout", Contender.FLOOR, receivers);
            double parley = results.get("fanout", Contender.PARLEY, receivers);
            if (receivers >= 100) {
                atMost(to + "the bridge's by the floor's", 1.5, results.get("fanout bridge", receivers) / floor);
            }
            atLeast(to + "NATS's by Parley's", 3, results.get("fanout", Contender.NATS, receivers) / parley);
            atLeast(to + "Redis's, direct, by Parley's", 2, results.get("fanout", Contender.REDIS, receivers) / parley);
        }
    }

    private void calm() {
        double floor = results.get("calm", Contender.FLOOR);
        atMost("calm, CPU per delivery: the bridge's by the floor's", 1.2, results.get("calm bridge") / floor);
        atMost("calm, the same with Redis", 1.2, results.get("calm", Contender.PARLEY) / floor);
        for (int percentile : List.of(50, 99)) {
            double nats = results.get("calm", Contender.NATS, percentile);
            atMost("calm, p" + percentile + " in ms: no more than NATS", nats, results.get("calm PARLEY", percentile));
        }
    }

    private void lobby() {
        atLeast("publish rate by that of Redis alone", 0.7, results.get("publish") / results.get("publish script"));
        atMost(
                "publishing, bridge CPU: to 10,000 in pull mode by to none",
                1.1,
                results.get("pull publish", 10_000) / results.get("pull publish", 0));
        atMost(
                "`pull` of 100,000, MiB that the bridge grows: less than half of the backlog",
                results.get("pull bytes") / 2,
                results.get("pull growth"));
        atMost("p99 with a stalled reader by that without", 1.1, results.get("stalled", 1) / results.get("stalled", 0));
        shown("`users`, 20,000 online, all asking: s until all have it", results.get("users seconds"));
        shown("`users`, meanwhile p99 of the lobby, ms", results.get("users p99"));
        atLeast("archiver by `sqlite3`", 0.5, results.get("archiver") / results.get("sqlite3"));
        atLeast("archiver by publish rate", 1, results.get("archiver") / results.get("publish"));
    }

    private void sessions() {
        atMost("19,000 logins, s", 10, results.get("idle logins"));
        atMost("idle session, bytes of live objects and outside the heap", 4_096, results.get("idle live"));
        atMost("idle session, the same, the mark", 2_048, results.get("idle live"));
        shown("idle session, of that, live objects", results.get("idle heap"));
        shown("idle session, growth of all that is resident, with free room of the heap", results.get("idle resident"));
        shown("resident with 19,000, MiB", results.get("idle all"));
        shown("session among a million in one JVM, heap bytes with its channel", results.get("million", "channel"));
        shown("the same without channel", results.get("million", "bare"));
        atMost("`./parley up` to `ready`, s", 1.5, results.get("start"));
    }

    private void atMost(String what, double limit, double measured) {
        add(what, AT_MOST + Figure.of(limit), measured, measured <= limit ? "yes" : "no");
    }

    private void atLeast(String what, double limit, double measured) {
        add(what, AT_LEAST + Figure.of(limit), measured, measured >= limit ? "yes" : "no");
    }

    private void shown(String what, double measured) {
        add(what, "", measured, "");
    }

    private void add(String what, String goal, double measured, String met) {
        if (!Double.isNaN(measured)) {
            rows.add(List.of(what, goal, Figure.of(measured), met));
        }
    }
}
