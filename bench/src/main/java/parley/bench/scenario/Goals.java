package parley.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import parley.bench.report.Measurements;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;

/** Compares the figures of one run with Parley's goals. What was not measured in it is left out. */
public final class Goals {
    private static final String AT_MOST = "≤ ";
    private static final String AT_LEAST = "≥ ";

    private final Measurements measurements;
    private final List<List<String>> rows = new ArrayList<>();

    private Goals(Measurements measurements) {
        this.measurements = measurements;
        rows.add(List.of("", "goal", "measured", "met"));
    }

    /** A table: what, goal, measured, met. */
    public static List<List<String>> table(Measurements measurements) {
        Goals goals = new Goals(measurements);
        goals.deliveries();
        goals.calm();
        goals.lobby();
        goals.sessions();
        return goals.rows;
    }

    private void deliveries() {
        for (int receivers : FanOutScenario.RECEIVERS) {
            String to = ShortNumber.of(receivers) + " receivers, CPU per delivery: ";
            double parley = measurements.get("fanout", Contender.PARLEY, receivers);
            double byNats = parley / measurements.get("fanout", Contender.NATS, receivers);
            if (receivers == 10) {
                atMost(to + "Parley's by NATS's, which stores nothing", 2, byNats);
            } else {
                double bridge = measurements.get("fanout bridge", receivers);
                atMost(
                        to + "the bridge's by the floor's",
                        2,
                        bridge / measurements.get("fanout", Contender.FLOOR, receivers));
                atMost(to + "Parley's by NATS's", 0.6, byNats);
            }
            double stored = measurements.get("fanout", Contender.JETSTREAM, receivers);
            atMost(to + "Parley's by JetStream's, which stores and acknowledges", 1, parley / stored);
            shown(to + "Parley's by Redis Streams'", parley / measurements.get("fanout", Contender.STREAM, receivers));
            shown(to + "Parley's by Redis's, direct", parley / measurements.get("fanout", Contender.REDIS, receivers));
        }
    }

    private void calm() {
        double floor = measurements.get("calm", Contender.FLOOR);
        atMost("calm, CPU per delivery: the bridge's by the floor's", 1.1, measurements.get("calm bridge") / floor);
        atMost("calm, the same with Redis", 1.1, measurements.get("calm", Contender.PARLEY) / floor);
        for (int percentile : List.of(50, 99)) {
            double nats = measurements.get("calm", Contender.NATS, percentile);
            atMost(
                    "calm, p" + percentile + " in ms: no more than NATS",
                    nats,
                    measurements.get("calm PARLEY", percentile));
        }
    }

    private void lobby() {
        atLeast(
                "publish rate by that of Redis alone, one message a call",
                3,
                measurements.get("publish") / measurements.get("publish script"));
        atMost(
                "publishing, bridge CPU: to 10,000 in pull mode by to none",
                1.05,
                measurements.get("pull publish", 10_000));
        atMost(
                "`pull` of 100,000, MiB that the bridge grows: less than half of the backlog",
                measurements.get("pull bytes") / 2,
                measurements.get("pull growth"));
        atMost(
                "p99 with a stalled reader by that without",
                1.1,
                measurements.get("stalled", 1) / measurements.get("stalled", 0));
        atLeast("`since` of 1,000,000, messages a second", 500_000, measurements.get("since"));
        atMost("`since`, meanwhile p99 of the lobby by that without", 1.1, measurements.get("since p99"));
        shown("`users`, 20,000 online, all asking: s until all have it", measurements.get("users seconds"));
        shown("`users`, meanwhile p99 of the lobby, ms", measurements.get("users p99"));
        double archiver = measurements.get("archiver");
        atLeast("archiver by `sqlite3`, the table alone", 0.5, archiver / measurements.get("sqlite3"));
        atLeast("archiver by `sqlite3`, with the index", 0.65, archiver / measurements.get("sqlite3 indexed"));
        atLeast("archiver by publish rate", 1, archiver / measurements.get("publish"));
        shown("archiver, messages behind after a minute at the full rate", measurements.get("archiver behind"));
        atMost("archiver, of these missing in the end", 0, measurements.get("archiver missing"));
    }

    private void sessions() {
        atMost("19,000 logins right after the start, s", 6, measurements.get("idle logins"));
        shown("the same once these have gone, s", measurements.get("idle logins again"));
        atMost("idle session, bytes of live objects and outside the heap", 2_048, measurements.get("idle live"));
        shown("idle session, of that, live objects", measurements.get("idle heap"));
        atMost(
                "idle session, growth of all that is resident, with free room of the heap",
                3_072,
                measurements.get("idle resident"));
        shown(
                "`live` session in a silent lobby, bytes of live objects and outside the heap",
                measurements.get("idle live listening"));
        atMost("the same, growth of all that is resident", 3_072, measurements.get("idle resident listening"));
        shown("resident with 19,000, MiB", measurements.get("idle all"));
        shown(
                "session among a million in one JVM, heap bytes with its channel",
                measurements.get("million", "channel"));
        shown("the same without channel", measurements.get("million", "bare"));
        atMost("`./parley up` to `ready`, s", 1.2, measurements.get("start"));
        atMost("`./parley up` after a clone to `ready`, s", 30, measurements.get("start first"));
    }

    private void atMost(String what, double limit, double measured) {
        add(what, AT_MOST + ShortNumber.of(limit), measured, measured <= limit ? "yes" : "no");
    }

    private void atLeast(String what, double limit, double measured) {
        add(what, AT_LEAST + ShortNumber.of(limit), measured, measured >= limit ? "yes" : "no");
    }

    private void shown(String what, double measured) {
        add(what, "", measured, "");
    }

    private void add(String what, String goal, double measured, String met) {
        if (!Double.isNaN(measured)) {
            rows.add(List.of(what, goal, ShortNumber.of(measured), met));
        }
    }
}
