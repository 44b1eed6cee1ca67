package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.load.Crowd;
import parley.bench.load.Loop;
import parley.bench.report.Figure;
import parley.bench.server.Contender;
import parley.bench.server.Served;

/** What a delivery costs, and how long it takes, when there is nothing to batch. */
public final class Calm implements Scenario {
    private static final int PER_SECOND = 50;
    private static final int SENDERS = 5;
    private static final int RECEIVERS = 1_000;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Calm: nothing to batch",
                        PER_SECOND + " messages a second to " + Figure.of(RECEIVERS)
                                + " receivers. CPU seconds per million deliveries; milliseconds from sending to each receipt.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "all that serves", "of that, its Redis", "p50", "p99", "most", "load generator"));
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> {
                try (Served served = context.starter().start(contender)) {
                    Warming.up(context, served);
                    rows.add(row(context, contender, served));
                }
            });
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, Contender contender, Served served) throws IOException {
        Duration time = Duration.ofSeconds(context.quick() ? 2 : 6);
        List<Usage> usages = new ArrayList<>();
        List<Histogram> latencies = new ArrayList<>();
        try (Loop loop = new Loop()) {
            Crowd crowd = Crowd.gather(loop, served.wire(), served.addresses(), RECEIVERS, SENDERS, 0);
            crowd.flood(context.quick() ? 200 : 4_000, TEXT_BYTES, 256);
            crowd.calm(PER_SECOND, time, TEXT_BYTES);
            for (int i = 0; i < context.runs(); i++) {
                usages.add(Usage.of(served, () -> latencies.add(crowd.calm(PER_SECOND, time, TEXT_BYTES))));
            }
        }
        double millions = time.toSeconds() * PER_SECOND * RECEIVERS / 1e6;
        double redis = Usage.median(usages, usage -> usage.server("redis")) / millions;
        double all = Usage.median(usages, Usage::allServers) / millions;
        context.results().put(all, "calm", contender);
        if (contender == Contender.PARLEY) {
            context.results().put(all - redis, "calm bridge");
        }
        for (int percentile : List.of(50, 99)) {
            context.results().put(Latency.median(latencies, percentile), "calm", contender, percentile);
        }
        List<String> row = List.of(
                contender.title(),
                Figure.of(all),
                redis > 0 ? Figure.of(redis) : "",
                Latency.milliseconds(latencies, 50),
                Latency.milliseconds(latencies, 99),
                Latency.milliseconds(latencies, 100),
                Figure.of(Usage.median(usages, Usage::generator) / millions));
        context.say("calm: " + String.join("  ", row));
        return row;
    }
}
