package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.bench.load.Crowd;
import parley.bench.load.Loop;
import parley.bench.report.Figure;
import parley.bench.server.Served;

/** How fast messages are taken in, beside what Redis alone does with the same script. */
public final class Publish implements Scenario {
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
        try (Served script = context.starter().script()) {
            rows.add(row(
                    context,
                    "publish script",
                    "Redis alone, the same script with one message a call, pipelined",
                    script));
        }
        try (Served parley = context.starter().parley(1)) {
            Warming.up(context, parley);
            rows.add(row(context, "publish", "Parley", parley));
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, String key, String name, Served served)
            throws IOException {
        int messages = context.quick() ? 50_000 : 200_000;
        List<Usage> usages = new ArrayList<>();
        long refused;
        try (Loop loop = new Loop()) {
            Crowd crowd = Crowd.gather(loop, served.wire(), served.addresses(), 0, SENDERS, 0);
            crowd.publish(messages, TEXT_BYTES, DEPTH);
            for (int i = 0; i < context.runs(); i++) {
                usages.add(Usage.of(served, () -> crowd.publish(messages, TEXT_BYTES, DEPTH)));
            }
            refused = crowd.refused();
        }
        double millions = messages / 1e6;
        String parts = usages.get(0).servers().keySet().stream()
                .map(role -> role + " " + Figure.of(Usage.median(usages, usage -> usage.server(role)) / millions))
                .collect(Collectors.joining(", "));
        double rate = messages / Usage.median(usages, Usage::seconds);
        context.results().put(rate, key);
        List<String> row = List.of(
                name,
                Figure.of(rate),
                parts,
                Long.toString(refused),
                Figure.of(Usage.median(usages, Usage::generator) / millions));
        context.say("publish: " + String.join("  ", row));
        return row;
    }
}
