package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;

/** Measures what a delivery costs in a busy lobby, beside other servers. */
public final class FanOutScenario implements Scenario {
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
        List<BusyLobby.Costs> outcomes = new ArrayList<>();
        try (RunningSystem system = context.starter().start(contender)) {
            Usage warming = Warmup.run(context, system);
            for (int receivers : RECEIVERS) {
                BusyLobby.Costs costs = new BusyLobby(receivers, SENDERS, TEXT_BYTES, context.quick() ? 0.5 : 2)
                        .measure(system, context.runs());
                outcomes.add(costs);
                context.say("fan-out: " + contender.title() + " to " + receivers + ": " + ShortNumber.of(costs.cpu()));
                context.measurements().put(costs.cpu(), "fanout", contender, receivers);
                rates.add(List.of(
                        contender.title(),
                        ShortNumber.of(receivers),
                        ShortNumber.of(costs.deliveriesPerSecond()),
                        Long.toString(costs.refused()),
                        ShortNumber.of(costs.generator()),
                        ShortNumber.of(costs.warming() + (outcomes.size() == 1 ? warming.allServers() : 0))));
                if (contender == Contender.PARLEY) {
                    context.measurements().put(costs.bridge(), "fanout bridge", receivers);
                }
            }
        }
        boolean parley = contender == Contender.PARLEY;
        costs.add(row(parley ? "**Parley**, all" : contender.title(), outcomes, BusyLobby.Costs::cpu));
        if (parley) {
            costs.add(row("of that, the bridge", outcomes, BusyLobby.Costs::bridge));
            costs.add(row("of the bridge's, the JVM's compiler", outcomes, BusyLobby.Costs::compiling));
            costs.add(row("of all, its Redis", outcomes, BusyLobby.Costs::redis));
        }
    }

    private static List<String> row(
            String name, List<BusyLobby.Costs> outcomes, ToDoubleFunction<BusyLobby.Costs> figure) {
        List<String> row = new ArrayList<>(List.of(name));
        outcomes.forEach(costs -> row.add(ShortNumber.of(figure.applyAsDouble(costs))));
        return row;
    }
}
