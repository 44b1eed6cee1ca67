package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.report.Figure;
import parley.bench.server.Contender;
import parley.bench.server.Served;

/** What a delivery costs in a busy lobby, beside others. */
public final class FanOut implements Scenario {
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;
    private static final List<Integer> RECEIVERS = List.of(10, 100, 1_000);

    @Override
    public void run(Ground ground) throws IOException {
        ground.report()
                .section(
                        "Fan-out: a busy lobby",
                        "CPU seconds per million deliveries. " + SENDERS + " senders, texts of " + TEXT_BYTES
                                + " bytes, 256 messages under way at one time; everybody got everything, in one order.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "", "receivers", "all that serves", "of that, Redis", "deliveries/s", "refused", "load generator"));
        for (Contender contender : Contender.values()) {
            ground.attempt(contender, () -> {
                try (Served served = ground.starter().start(contender)) {
                    for (int receivers : RECEIVERS) {
                        rows.add(row(ground, contender, served, receivers));
                    }
                }
            });
        }
        ground.report().table(rows);
    }

    private static List<String> row(Ground ground, Contender contender, Served served, int receivers)
            throws IOException {
        Flood flood = new Flood(receivers, SENDERS, TEXT_BYTES, ground.quick() ? 2_000_000 : 20_000_000);
        Flood.Outcome outcome = flood.measure(served, ground.runs());
        List<String> row = List.of(
                contender.title(),
                Figure.of(receivers),
                Figure.of(outcome.cpu()),
                outcome.redis() > 0 ? Figure.of(outcome.redis()) : "",
                Figure.of(outcome.deliveriesPerSecond()),
                Long.toString(outcome.refused()),
                Figure.of(outcome.generator()));
        ground.say("fan-out: " + String.join("  ", row));
        return row;
    }
}
