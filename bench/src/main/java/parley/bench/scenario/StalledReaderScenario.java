package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures what one receiver who reads nothing does to the latency of the others. */
public final class StalledReaderScenario implements Scenario {
    private static final int RECEIVERS = 1_000;
    private static final int SENDERS = 5;
    private static final int PER_SECOND = 50;
    private static final int TEXT_BYTES = 1_000;
    /** Enough to fill every buffer on the way to one who does not read. */
    private static final int FILLING = 8_000;

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "A stalled reader",
                        "Milliseconds from sending to receipt, " + PER_SECOND + " messages of " + TEXT_BYTES
                                + " bytes a second to " + ShortNumber.of(RECEIVERS)
                                + " receivers, medians of several runs.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "p50", "p99", "most"));
        for (int stalled : List.of(0, 1)) {
            try (RunningSystem parley = context.starter().parley(1);
                    Loop loop = new Loop()) {
                Warmup.run(context, parley);
                LobbyClients clients =
                        LobbyClients.gather(loop, parley.wire(), parley.addresses(), RECEIVERS, SENDERS, stalled);
                clients.saturate(FILLING, TEXT_BYTES, 200);
                List<Histogram> latencies = new ArrayList<>();
                for (int i = 0; i < context.runs(); i++) {
                    latencies.add(
                            clients.sendAtRate(PER_SECOND, Duration.ofSeconds(context.quick() ? 2 : 6), TEXT_BYTES));
                }
                List<String> row = List.of(
                        stalled == 0 ? "all read" : "one has stopped reading",
                        Latency.milliseconds(latencies, 50),
                        Latency.milliseconds(latencies, 99),
                        Latency.milliseconds(latencies, 100));
                rows.add(row);
                context.measurements().put(Latency.median(latencies, 99), "stalled", stalled);
                context.say("stalled: " + String.join("  ", row));
            }
        }
        context.report().table(rows);
    }
}
