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
    public void run(Ground ground) throws IOException {
        ground.report()
                .section(
                        "Fan-out: a busy lobby",
                        "CPU seconds of what serves per million deliveries. " + SENDERS + " senders, texts of "
                                + TEXT_BYTES
                                + " bytes, 256 messages under way at one time; everybody got everything, in one order.");
        costs.add(List.of("CPU s per million deliveries", "10 receivers", "100", "1,000"));
        rates.add(List.of(
                "", "receivers", "deliveries/s", "messages refused", "load generator's CPU", "CPU of warming up, s"));
        for (Contender contender : Contender.values()) {
            ground.attempt(contender, () -> measure(ground, contender));
        }
        ground.report().table(costs);
        ground.report().table(rates);
    }

    private void measure(Ground ground, Contender contender) throws IOException {
        List<Flood.NicknameCheck> outcomes = new ArrayList<>();
        try (Served served = ground.starter().start(contender)) {
            Usage warming = Warming.up(ground, served);
            for (int receivers : RECEIVERS) {
                Flood.NicknameCheck outcome = new Flood(receivers, SENDERS, TEXT_BYTES, ground.quick() ? 0.5 : 2)
                        .measure(served, ground.runs());
                outcomes.add(outcome);
                ground.say("fan-out: " + contender.title() + " to " + receivers + ": " + Figure.of(outcome.cpu()));
                ground.results().put(outcome.cpu(), "fanout", contender, receivers);
                rates.add(List.of(
                        contender.title(),
                        Figure.of(receivers),
                        Figure.of(outcome.deliveriesPerSecond()),
                        Long.toString(outcome.refused()),
                        Figure.of(outcome.generator()),
                        outcomes.size() == 1 ? Figure.of(warming.allServers()) : ""));
                if (contender == Contender.PARLEY) {
                    ground.results().put(outcome.bridge(), "fanout bridge", receivers);
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
