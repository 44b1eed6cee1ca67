package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.load.LobbyClients;
import parley.bench.load.ReturningReader;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures how fast one gets everything who comes back after a million messages, and what the lobby notices of it. */
public final class SinceScenario implements Scenario {
    private static final int FILLING_SENDERS = 64;
    private static final int DEPTH = 64;
    /** So many messages are waited for at a time. */
    private static final int PORTION = 100_000;

    private static final int TEXT_BYTES = 64;
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 5;
    private static final int PER_SECOND = 50;

    @Override
    public void run(ScenarioContext context) throws IOException {
        int messages = context.quick() ? 100_000 : 1_000_000;
        context.report()
                .section(
                        "`since`",
                        "One comes back and reads the " + ShortNumber.of(messages) + " messages of " + TEXT_BYTES
                                + " bytes before, again and again, while " + PER_SECOND + " a second go to "
                                + ShortNumber.of(RECEIVERS)
                                + " others: milliseconds from sending to receipt by these. What CPU seconds the reader"
                                + " adds per million messages that it reads.");
        try (RunningSystem parley = context.starter().parley(1)) {
            Warmup.run(context, parley);
            try (Loop loop = new Loop();
                    ReturningReader reader =
                            new ReturningReader(parley.addresses().get(0))) {
                String since = reader.mark();
                fill(parley, messages);
                LobbyClients clients =
                        LobbyClients.gather(loop, parley.wire(), parley.addresses(), RECEIVERS, SENDERS, 0);
                clients.sendAtRate(PER_SECOND, Duration.ofSeconds(1), TEXT_BYTES);
                measure(context, parley, clients, () -> reader.since(since));
            }
        }
    }

    private static void fill(RunningSystem parley, int messages) throws IOException {
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, FILLING_SENDERS, 0);
            for (int filled = 0; filled < messages; filled += PORTION) {
                clients.publish(PORTION, TEXT_BYTES, DEPTH);
            }
        }
    }

    private static void measure(
            ScenarioContext context, RunningSystem parley, LobbyClients clients, RepeatedReading.Work work)
            throws IOException {
        Duration time = Duration.ofSeconds(context.quick() ? 2 : 6);
        List<Histogram> alone = new ArrayList<>();
        List<Histogram> beside = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> bridge = new ArrayList<>();
        List<Double> redis = new ArrayList<>();
        // In the first round the reading's code is compiled; it does not count.
        for (int round = 0; round <= context.runs(); round++) {
            Usage without = Usage.of(parley, () -> alone.add(clients.sendAtRate(PER_SECOND, time, TEXT_BYTES)));
            RepeatedReading reading = new RepeatedReading();
            Usage with = Usage.of(parley, () -> {
                reading.begin(work);
                beside.add(clients.sendAtRate(PER_SECOND, time, TEXT_BYTES));
                reading.end();
            });
            double millions = reading.messages() / 1e6;
            rates.add(reading.messages() / reading.seconds());
            bridge.add((with.server("bridge") - without.server("bridge")) / millions);
            redis.add((with.server("redis") - without.server("redis")) / millions);
            if (round == 0) {
                List.of(alone, beside, rates, bridge, redis).forEach(List::clear);
            }
        }
        List<List<String>> rows = List.of(
                List.of("", "messages/s", "bridge", "Redis", "p50", "p99", "most"),
                row("nobody reads", "", "", "", alone),
                row(
                        "one reads",
                        ShortNumber.of(Median.of(rates)),
                        ShortNumber.of(Median.of(bridge)),
                        ShortNumber.of(Median.of(redis)),
                        beside));
        context.measurements().put(Median.of(rates), "since");
        context.measurements().put(Latency.median(beside, 99) / Latency.median(alone, 99), "since p99");
        rows.forEach(row -> context.say("since: " + String.join("  ", row)));
        context.report().table(rows);
    }

    private static List<String> row(String name, String rate, String bridge, String redis, List<Histogram> latencies) {
        return List.of(
                name,
                rate,
                bridge,
                redis,
                Latency.milliseconds(latencies, 50),
                Latency.milliseconds(latencies, 99),
                Latency.milliseconds(latencies, 100));
    }
}
