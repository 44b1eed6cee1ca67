package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;

/** Measures the seconds from calling {@code ./parley up} to its ready line. */
public final class StartScenario implements Scenario {
    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Warm start", "Seconds from calling `./parley up` to its `ready`: Redis, bridge and archiver.");
        List<Double> seconds = new ArrayList<>();
        context.starter().up();
        for (int i = 0; i < (context.quick() ? 1 : 5); i++) {
            seconds.add(context.starter().up());
        }
        context.measurements().put(Median.of(seconds), "start");
        List<List<String>> rows = List.of(
                List.of("", "median", "longest"),
                List.of(
                        "`./parley up`",
                        ShortNumber.of(Median.of(seconds)),
                        ShortNumber.of(seconds.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0))));
        context.say("start: " + rows.get(1));
        context.report().table(rows);
    }
}
