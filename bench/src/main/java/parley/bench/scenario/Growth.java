package parley.bench.scenario;

import java.io.IOException;
import java.util.List;
import parley.bench.report.Chart;
import parley.bench.server.Contender;
import parley.bench.server.Served;

/** How the cost of a delivery grows: with receivers, the size of messages, senders, and bridges. */
public final class Growth implements Scenario {
    private static final String CPU = "CPU s per million deliveries";
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;

    @Override
    public void run(Ground ground) throws IOException {
        ground.report()
                .section(
                        "How the cost grows",
                        "CPU seconds of all that serves per million deliveries in a busy lobby. Where nothing else is said: "
                                + RECEIVERS + " receivers, " + SENDERS + " senders, texts of " + TEXT_BYTES
                                + " bytes, one bridge.");
        receivers(ground);
        sizes(ground);
        senders(ground);
        bridges(ground);
    }

    private static void receivers(Ground ground) throws IOException {
        Chart chart = new Chart("Receivers", "receivers", CPU);
        for (Contender contender : Contender.values()) {
            ground.attempt(contender, () -> {
                try (Served served = ground.starter().start(contender)) {
                    Warming.up(ground, served);
                    for (int receivers : some(ground, 1, 10, 100, 1_000, 10_000)) {
                        if (receivers <= contender.mostReceivers()) {
                            double cpu = cpu(ground, served, receivers, SENDERS, TEXT_BYTES);
                            chart.add(contender.title(), receivers, cpu);
                            ground.results().put(cpu, "growth", contender, receivers);
                        }
                    }
                }
            });
        }
        ground.report().curves("receivers", chart);
    }

    private static void sizes(Ground ground) throws IOException {
        Chart chart = new Chart("Size of messages", "bytes of text", CPU);
        for (Contender contender : List.of(Contender.FLOOR, Contender.PARLEY, Contender.REDIS, Contender.NATS)) {
            ground.attempt(contender, () -> {
                try (Served served = ground.starter().start(contender)) {
                    Warming.up(ground, served);
                    for (int bytes : some(ground, 16, 64, 256, 1_024, 4_096)) {
                        chart.add(contender.title(), bytes, cpu(ground, served, RECEIVERS, SENDERS, bytes));
                    }
                }
            });
        }
        ground.report().curves("sizes", chart);
    }

    private static void senders(Ground ground) throws IOException {
        Chart chart = new Chart("Senders", "senders", CPU);
        for (Contender contender : List.of(Contender.FLOOR, Contender.PARLEY, Contender.REDIS, Contender.NATS)) {
            ground.attempt(contender, () -> {
                try (Served served = ground.starter().start(contender)) {
                    Warming.up(ground, served);
                    for (int senders : some(ground, 1, 16, 256)) {
                        chart.add(contender.title(), senders, cpu(ground, served, RECEIVERS, senders, TEXT_BYTES));
                    }
                }
            });
        }
        ground.report().curves("senders", chart);
    }

    private static void bridges(Ground ground) throws IOException {
        Chart chart = new Chart("Bridges on one Redis", "bridges", CPU);
        for (int bridges : List.of(1, 2, 4)) {
            ground.attempt(Contender.PARLEY, () -> {
                try (Served served = ground.starter().parley(bridges)) {
                    Warming.up(ground, served);
                    for (int receivers : some(ground, 100, 1_000)) {
                        double cpu = cpu(ground, served, receivers, SENDERS, TEXT_BYTES);
                        chart.add("Parley, to " + receivers, bridges, cpu);
                    }
                }
            });
        }
        for (int receivers : List.of(100, 1_000)) {
            double floor = ground.results().get("growth", Contender.FLOOR, receivers);
            if (!Double.isNaN(floor)) {
                chart.add("the floor, to " + receivers, 1, floor);
                chart.add("the floor, to " + receivers, 4, floor);
            }
        }
        ground.report().curves("bridges", chart);
    }

    private static double cpu(Ground ground, Served served, int receivers, int senders, int bytes) throws IOException {
        double cpu = new Flood(receivers, senders, bytes, ground.quick() ? 0.2 : 0.6)
                .measure(served, ground.runs())
                .cpu();
        ground.say("growth: " + receivers + " receivers, " + senders + " senders, " + bytes + " bytes: " + cpu);
        return cpu;
    }

    /** All, or the first and the last where it is to be quick. */
    private static List<Integer> some(Ground ground, Integer... values) {
        return ground.quick() ? List.of(values[0], values[values.length - 1]) : List.of(values);
    }
}
