package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import parley.bench.report.Figure;
import parley.bench.server.Contender;
import parley.bench.server.Served;

/** What a delivery costs in a busy lobby, beside others. */
public final class FanOut implements Scenario {
    static final List<Integer> RECEIVERS = List.of(10, 100, 1_000);

    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;

    private final List<List<String>> costs = new ArrayList<>();
    private final List<List<String>> rates = new ArrayList<>();

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Fan-out: a busy lobby",
                        "CPU seconds of what serves per million deliveries. " + SENDERS + " senders, texts of "
                                + TEXT_BYTES
                                + " bytes, 256 messages under way at one time; everybody got everything, in one order.");
        costs.add(List.of("CPU s per million deliveries", "10 receivers", "100", "1,000"));
        rates.add(List.of(
                "", "receivers", "deliveries/s", "messages refused", "load generator's CPU", "CPU of warming up, s"));
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> measure(context, contender));
        }
        context.report().table(costs);
        context.report().table(rates);
    }

    private void measure(ScenarioContext context, Contender contender) throws IOException {
        List<Flood.NicknameCheck> outcomes = new ArrayList<>();
        try (Served served = context.starter().start(contender)) {
            Usage warming = Warming.up(context, served);
            for (int receivers : RECEIVERS) {
                Flood.NicknameCheck outcome = new Flood(receivers, SENDERS, TEXT_BYTES, context.quick() ? 0.5 : 2)
                        .measure(served, context.runs());
                outcomes.add(outcome);
                context.say("fan-out: " + contender.title() + " to " + receivers + ": " + Figure.of(outcome.cpu()));
                context.results().put(outcome.cpu(), "fanout", contender, receivers);
                rates.add(List.of(
                        contender.title(),
                        Figure.of(receivers),
                        Figure.of(outcome.deliveriesPerSecond()),
                        Long.toString(outcome.refused()),
                        Figure.of(outcome.generator()),
                        outcomes.size() == 1 ? Figure.of(warming.allServers()) : ""));
                if (contender == Contender.PARLEY) {
                    context.results().put(outcome.bridge(), "fanout bridge", receivers);
                }
            }
        }
        boolean parley = contender == Contender.PARLEY;
        costs.add(row(parley ? "**Parley**, all" : contender.title(), outcomes, Flood.NicknameCheck::cpu));
        if (parley) {
            costs.add(row("of that, the bridge", outcomes, Flood.NicknameCheck::bridge));
            costs.add(row("of the bridge's, the JVM's compiler", outcomes, Flood.NicknameCheck::compiling));
            costs.add(row("of all, its Redis", outcomes, Flood.NicknameCheck::redis));
        }
    }

    private static List<String> row(
            String name, List<Flood.NicknameCheck> outcomes, ToDoubleFunction<Flood.NicknameCheck> figure) {
        List<String> row = new ArrayList<>(List.of(name));
        outcomes.forEach(outcome -> row.add(Figure.of(figure.applyAsDouble(outcome))));
        return row;
    }
}
