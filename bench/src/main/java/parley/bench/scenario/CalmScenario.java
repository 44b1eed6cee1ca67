package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures what a delivery costs, and how long it takes, when there is nothing to batch. */
public final class CalmScenario implements Scenario {
    private static final int PER_SECOND = 50;
    private static final int SENDERS = 5;
    private static final int RECEIVERS = 1_000;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Calm: nothing to batch",
                        PER_SECOND + " messages a second to " + ShortNumber.of(RECEIVERS)
                                + " receivers. CPU seconds per million deliveries; milliseconds from sending to each receipt.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "all that serves", "of that, its Redis", "p50", "p99", "most", "load generator"));
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> {
                try (RunningSystem system = context.starter().start(contender)) {
                    Warmup.run(context, system);
                    rows.add(row(context, contender, system));
                }
            });
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, Contender contender, RunningSystem system)
            throws IOException {
        Duration time = Duration.ofSeconds(context.quick() ? 2 : 6);
        List<Usage> usages = new ArrayList<>();
        List<Histogram> latencies = new ArrayList<>();
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, system.wire(), system.addresses(), RECEIVERS, SENDERS, 0);
            clients.saturate(context.quick() ? 200 : 4_000, TEXT_BYTES, 256);
            clients.sendAtRate(PER_SECOND, time, TEXT_BYTES);
            for (int i = 0; i < context.runs(); i++) {
                usages.add(Usage.of(system, () -> latencies.add(clients.sendAtRate(PER_SECOND, time, TEXT_BYTES))));
            }
        }
        double millions = time.toSeconds() * PER_SECOND * RECEIVERS / 1e6;
        double redis = Usage.median(usages, usage -> usage.server("redis")) / millions;
        double all = Usage.median(usages, Usage::allServers) / millions;
        context.measurements().put(all, "calm", contender);
        if (contender == Contender.PARLEY) {
            context.measurements().put(all - redis, "calm bridge");
        }
        for (int percentile : List.of(50, 99)) {
            context.measurements().put(Latency.median(latencies, percentile), "calm", contender, percentile);
        }
        List<String> row = List.of(
                contender.title(),
                ShortNumber.of(all),
                redis > 0 ? ShortNumber.of(redis) : "",
                Latency.milliseconds(latencies, 50),
                Latency.milliseconds(latencies, 99),
                Latency.milliseconds(latencies, 100),
                ShortNumber.of(Usage.median(usages, Usage::generator) / millions));
        context.say("calm: " + String.join("  ", row));
        return row;
    }
}
