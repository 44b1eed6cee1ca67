package parley.bench.scenario;

import java.io.IOException;
import java.util.List;
import parley.bench.report.Chart;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;

/** Measures how the cost of a delivery grows with receivers, the size of messages, senders, and bridges. */
public final class GrowthScenario implements Scenario {
    private static final String CPU = "CPU s per million deliveries";
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "How the cost grows",
                        "CPU seconds of all that serves per million deliveries in a busy lobby. Where nothing else is said: "
                                + RECEIVERS + " receivers, " + SENDERS + " senders, texts of " + TEXT_BYTES
                                + " bytes, one bridge.");
        receivers(context);
        sizes(context);
        senders(context);
        bridges(context);
    }

    private static void receivers(ScenarioContext context) throws IOException {
        Chart chart = new Chart("What a delivery costs, by how many get it", "receivers", CPU);
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> {
                try (RunningSystem system = context.starter().start(contender)) {
                    Warmup.run(context, system);
                    for (int receivers : some(context, 1, 10, 100, 1_000, 10_000)) {
                        if (receivers <= contender.mostReceivers()) {
                            double cpu = cpu(context, system, receivers, SENDERS, TEXT_BYTES);
                            chart.add(contender.title(), receivers, cpu);
                            context.measurements().put(cpu, "growth", contender, receivers);
                        }
                    }
                }
            });
        }
        context.report().curves("receivers", chart);
    }

    private static void sizes(ScenarioContext context) throws IOException {
        Chart chart = new Chart("Size of messages", "bytes of text", CPU);
        for (Contender contender : List.of(Contender.FLOOR, Contender.PARLEY, Contender.REDIS, Contender.NATS)) {
            context.attempt(contender, () -> {
                try (RunningSystem system = context.starter().start(contender)) {
                    Warmup.run(context, system);
                    for (int bytes : some(context, 16, 64, 256, 1_024, 4_096)) {
                        chart.add(contender.title(), bytes, cpu(context, system, RECEIVERS, SENDERS, bytes));
                    }
                }
            });
        }
        context.report().curves("sizes", chart);
    }

    private static void senders(ScenarioContext context) throws IOException {
        Chart chart = new Chart("Senders", "senders", CPU);
        for (Contender contender : List.of(Contender.FLOOR, Contender.PARLEY, Contender.REDIS, Contender.NATS)) {
            context.attempt(contender, () -> {
                try (RunningSystem system = context.starter().start(contender)) {
                    Warmup.run(context, system);
                    for (int senders : some(context, 1, 16, 256)) {
                        chart.add(contender.title(), senders, cpu(context, system, RECEIVERS, senders, TEXT_BYTES));
                    }
                }
            });
        }
        context.report().curves("senders", chart);
    }

    private static void bridges(ScenarioContext context) throws IOException {
        Chart chart = new Chart("Bridges on one Redis", "bridges", CPU);
        for (int bridges : List.of(1, 2, 4)) {
            context.attempt(Contender.PARLEY, () -> {
                try (RunningSystem system = context.starter().parley(bridges)) {
                    Warmup.run(context, system);
                    for (int receivers : some(context, 100, 1_000)) {
                        double cpu = cpu(context, system, receivers, SENDERS, TEXT_BYTES);
                        chart.add("Parley, to " + receivers, bridges, cpu);
                    }
                }
            });
        }
        for (int receivers : List.of(100, 1_000)) {
            double floor = context.measurements().get("growth", Contender.FLOOR, receivers);
            if (!Double.isNaN(floor)) {
                chart.add("the floor, to " + receivers, 1, floor);
                chart.add("the floor, to " + receivers, 4, floor);
            }
        }
        context.report().curves("bridges", chart);
    }

    private static double cpu(ScenarioContext context, RunningSystem system, int receivers, int senders, int bytes)
            throws IOException {
        double cpu = new BusyLobby(receivers, senders, bytes, context.quick() ? 0.2 : 0.6)
                .measure(system, context.runs())
                .cpu();
        context.say("growth: " + receivers + " receivers, " + senders + " senders, " + bytes + " bytes: " + cpu);
        return cpu;
    }

    /** All, or the first and the last where it is to be quick. */
    private static List<Integer> some(ScenarioContext context, Integer... values) {
        return context.quick() ? List.of(values[0], values[values.length - 1]) : List.of(values);
    }
}
