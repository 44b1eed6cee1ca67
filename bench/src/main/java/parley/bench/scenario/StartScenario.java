package parley.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;
import parley.bench.server.SystemStarter;

/** Measures the seconds from calling {@code ./parley up} to its ready line, beside the starts of what it can't be quicker than. */
public final class StartScenario implements Scenario {
    /** Starts something once; returns the seconds until it was ready. */
    private interface Start {
        double seconds() throws IOException;
    }

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Start",
                        "Seconds from calling `./parley up` to its `ready`, on all cores: Redis, bridge and archiver. Beside it,"
                                + " by turns, a JVM until it has printed a word, and a Redis until it has answered `PING`. And"
                                + " the first `ready` after a clone, which compiles, with its dependencies at hand.");
        SystemStarter starter = context.starter();
        Map<String, Start> starts = new LinkedHashMap<>();
        starts.put("`./parley up`", starter::up);
        starts.put("a JVM, `Hello world`", starter::jvm);
        if (Contender.REDIS.isInstalled()) {
            starts.put("redis-server", starter::redis);
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        starter.up();
        for (int i = 0; i < (context.quick() ? 1 : 10); i++) {
            for (Map.Entry<String, Start> start : starts.entrySet()) {
                seconds.computeIfAbsent(start.getKey(), first -> new ArrayList<>())
                        .add(start.getValue().seconds());
            }
        }
        context.measurements().put(Median.of(seconds.getOrDefault("`./parley up`", List.of())), "start");
        if (!context.quick()) {
            Path clone = starter.cloned();
            double first = starter.up(clone);
            seconds.put("`./parley up` after a clone", List.of(first));
            context.measurements().put(first, "start first");
        }
        report(context, seconds);
    }

    private static void report(ScenarioContext context, Map<String, List<Double>> seconds) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "median", "longest", "starts"));
        seconds.forEach((name, measured) -> {
            double longest = measured.stream().max(Double::compare).orElse(0.0);
            rows.add(List.of(
                    name,
                    ShortNumber.of(Median.of(measured)),
                    ShortNumber.of(longest),
                    ShortNumber.of(measured.size())));
        });
        rows.forEach(row -> context.say("start: " + String.join("  ", row)));
        context.report().table(rows);
    }
}
