package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/** Measures how fast messages are taken in, beside what Redis alone does with the same script. */
public final class PublishScenario implements Scenario {
    private static final int SENDERS = 64;
    private static final int DEPTH = 64;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Publish rate",
                        "Messages answered a second: " + SENDERS + " senders with " + DEPTH
                                + " messages under way each, texts of " + TEXT_BYTES
                                + " bytes, nobody `live`; CPU in seconds per million messages.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "messages/s", "CPU", "refused", "load generator"));
        try (RunningSystem script = context.starter().script()) {
            rows.add(row(
                    context,
                    "publish script",
                    "Redis alone, the same script with one message a call, pipelined",
                    script));
        }
        try (RunningSystem parley = context.starter().parley(1)) {
            Warmup.run(context, parley);
            rows.add(row(context, "publish", "Parley", parley));
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, String key, String name, RunningSystem system)
            throws IOException {
        int messages = context.quick() ? 50_000 : 200_000;
        List<Usage> usages = new ArrayList<>();
        long refused;
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, system.wire(), system.addresses(), 0, SENDERS, 0);
            clients.publish(messages, TEXT_BYTES, DEPTH);
            for (int i = 0; i < context.runs(); i++) {
                usages.add(Usage.of(system, () -> clients.publish(messages, TEXT_BYTES, DEPTH)));
            }
            refused = clients.refused();
        }
        double millions = messages / 1e6;
        String parts = usages.get(0).servers().keySet().stream()
                .map(role -> role + " " + ShortNumber.of(Usage.median(usages, usage -> usage.server(role)) / millions))
                .collect(Collectors.joining(", "));
        double rate = messages / Usage.median(usages, Usage::seconds);
        context.measurements().put(rate, key);
        List<String> row = List.of(
                name,
                ShortNumber.of(rate),
                parts,
                Long.toString(refused),
                ShortNumber.of(Usage.median(usages, Usage::generator) / millions));
        context.say("publish: " + String.join("  ", row));
        return row;
    }
}
