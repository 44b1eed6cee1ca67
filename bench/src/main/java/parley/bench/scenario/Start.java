package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.report.Figure;

/** Seconds from calling {@code ./parley up} to its ready line. */
public final class Start implements Scenario {
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
        context.results().put(Figure.median(seconds), "start");
        List<List<String>> rows = List.of(
                List.of("", "median", "longest"),
                List.of(
                        "`./parley up`",
                        Figure.of(Figure.median(seconds)),
                        Figure.of(seconds.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(0))));
        context.say("start: " + rows.get(1));
        context.report().table(rows);
    }
}
