package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.bench.load.IdleClients;
import parley.bench.load.LobbyClients;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;
import parley.harness.machine.ProcessUsage;

/** Measures what publishing costs while others only pull, and what pulling a backlog of 100,000 messages costs. */
public final class PullScenario implements Scenario {
    private static final int MESSAGES = 100_000;
    private static final int TEXT_BYTES = 64;
    private static final int SENDERS = 16;
    private static final int DEPTH = 32;
    /** So many messages to the one bridge, then to the other; with each crowd at either. */
    private static final int PORTION = 50_000;

    private static final int TURNS = 8;
    private static final double MOST_WARMING_SECONDS = 20;
    private static final List<Integer> READERS = List.of(100, 1_000, 10_000);
    private static final List<Integer> PULLS = List.of(1, 100);

    @Override
    public void run(ScenarioContext context) throws IOException {
        try (Publishing one = new Publishing(context);
                Loop silent = new Loop()) {
            try (Publishing other = new Publishing(context)) {
                publishing(context, one, other, silent);
            }
            pulling(context, one.parley, one.clients, silent);
        }
    }

    /** A Parley to which some publish. */
    private static final class Publishing implements AutoCloseable {
        final RunningSystem parley;
        final LobbyClients clients;
        private final Loop loop;

        Publishing(ScenarioContext context) throws IOException {
            parley = context.starter().parley(1);
            loop = new Loop();
            try {
                Warmup.run(context, parley);
                clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
                clients.publish(MESSAGES, TEXT_BYTES, DEPTH);
            } catch (IOException failed) {
                close();
                throw failed;
            }
        }

        IdleClients enter(Loop silent, int readers) throws IOException {
            return IdleClients.enter(silent, parley.wire(), parley.addresses().get(0), readers);
        }

        void publish() throws IOException {
            clients.publish(PORTION, TEXT_BYTES, DEPTH);
        }

        /** Returns the bridge's CPU seconds per million messages, its compiler's left out. */
        double cost() throws IOException {
            Usage usage = Usage.of(parley, this::publish);
            return (usage.server("bridge") - usage.compiling()) / PORTION * 1e6;
        }

        @Override
        public void close() throws IOException {
            loop.close();
            parley.close();
        }
    }

    /** What publishing takes with a crowd, and what at the same time on the other bridge without. */
    private record Cost(List<Double> crowd, List<Double> none) {
        Cost() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        double ratio() {
            return Median.of(IntStream.range(0, crowd.size())
                    .mapToObj(i -> crowd.get(i) / none.get(i))
                    .toList());
        }
    }

    private static void publishing(ScenarioContext context, Publishing one, Publishing other, Loop silent)
            throws IOException {
        context.report()
                .section(
                        "Publishing to those who only pull",
                        ShortNumber.of(PORTION) + " messages of " + TEXT_BYTES
                                + " bytes to so many, and as many to nobody on another bridge, by turns; then the crowd is at"
                                + " the other. Medians without the compiler; of the ratios in either place, the geometric"
                                + " mean.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("sessions in pull mode", "bridge CPU per million messages, s", "to nobody", "ratio"));
        for (int readers : context.quick() ? List.of(10_000) : READERS) {
            Cost here = cost(context, one, other, silent, readers);
            Cost there = cost(context, other, one, silent, readers);
            double ratio = Math.sqrt(here.ratio() * there.ratio());
            context.measurements().put(ratio, "pull publish", readers);
            List<String> row = List.of(
                    ShortNumber.of(readers),
                    ShortNumber.of(Median.of(both(here.crowd, there.crowd))),
                    ShortNumber.of(Median.of(both(here.none, there.none))),
                    ShortNumber.of(ratio));
            context.say("pull: publishing: " + String.join("  ", row) + "  of " + here.ratio() + ", " + there.ratio());
            rows.add(row);
        }
        context.report().table(rows);
    }

    private static List<Double> both(List<Double> some, List<Double> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static Cost cost(ScenarioContext context, Publishing crowded, Publishing other, Loop silent, int readers)
            throws IOException {
        IdleClients crowd = crowded.enter(silent, readers);
        // What compiles after so many logins is not what publishing costs.
        for (Publishing each : List.of(crowded, other)) {
            Warmup.untilSettled(each.parley, context.quick() ? 1 : MOST_WARMING_SECONDS, each::publish);
        }
        Cost cost = new Cost();
        for (int turn = 0; turn < (context.quick() ? 2 : TURNS); turn++) {
            if (turn % 2 == 0) {
                cost.crowd.add(crowded.cost());
                cost.none.add(other.cost());
            } else {
                cost.none.add(other.cost());
                cost.crowd.add(crowded.cost());
            }
        }
        crowd.leave();
        return cost;
    }

    private static void pulling(ScenarioContext context, RunningSystem parley, LobbyClients clients, Loop silent)
            throws IOException {
        context.report()
                .section(
                        "Pull",
                        "One, or all of a hundred at once, `pull` " + ShortNumber.of(MESSAGES) + " messages of "
                                + TEXT_BYTES + " bytes.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "pulls",
                "all answered after, s",
                "MB/s",
                "bridge CPU per million lines pulled, s",
                "resident memory grew by, MiB"));
        for (int pulls : PULLS) {
            IdleClients pulling =
                    IdleClients.enter(silent, parley.wire(), parley.addresses().get(0), pulls);
            clients.publish(MESSAGES, TEXT_BYTES, DEPTH);
            long before = ProcessUsage.residentBytes(parley.pid("bridge"));
            long[] bytes = {0};
            Usage pulled = Usage.of(
                    parley,
                    () -> bytes[0] =
                            pulling.ask("pull\n", "OK " + MESSAGES + "\r\n").bytes());
            double growth = (ProcessUsage.residentBytes(parley.pid("bridge")) - before) / 1048576.0;
            pulling.leave();
            if (pulls == 1) {
                context.measurements().put(growth, "pull growth");
                context.measurements().put(bytes[0] / 1048576.0, "pull bytes");
            }
            List<String> row = List.of(
                    ShortNumber.of(pulls),
                    ShortNumber.of(pulled.seconds()),
                    ShortNumber.of(bytes[0] / pulled.seconds() / 1e6),
                    ShortNumber.of(pulled.server("bridge") / MESSAGES / pulls * 1e6),
                    ShortNumber.of(growth));
            rows.add(row);
            context.say("pull: " + String.join("  ", row));
        }
        context.report().table(rows);
    }
}
