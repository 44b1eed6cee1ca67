package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
    private static final int ROUNDS = 4;
    private static final List<Integer> READERS = List.of(0, 100, 1_000, 10_000);
    private static final List<Integer> PULLS = List.of(1, 100);

    @Override
    public void run(ScenarioContext context) throws IOException {
        try (RunningSystem parley = context.starter().parley(1);
                Loop loop = new Loop();
                Loop silent = new Loop()) {
            Warmup.run(context, parley);
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
            clients.publish(MESSAGES, TEXT_BYTES, DEPTH);
            publishing(context, parley, clients, silent);
            pulling(context, parley, clients, silent);
        }
    }

    private static void publishing(ScenarioContext context, RunningSystem parley, LobbyClients clients, Loop silent)
            throws IOException {
        context.report()
                .section(
                        "Publishing to those who only pull",
                        ShortNumber.of(MESSAGES) + " messages of " + TEXT_BYTES
                                + " bytes to so many, by turns on one bridge, there and back; medians, and the median of"
                                + " what it costs by what it costs to none in the same round.");
        Map<Integer, List<Double>> costs = new TreeMap<>();
        List<Integer> order = new ArrayList<>(context.quick() ? List.of(0, 10_000) : READERS);
        // In the first round the code for so many sessions is compiled; it does not count.
        for (int round = 0; round <= (context.quick() ? 2 : ROUNDS); round++) {
            for (int readers : order) {
                double cost = publishing(parley, clients, silent, readers);
                if (round > 0) {
                    costs.computeIfAbsent(readers, first -> new ArrayList<>()).add(cost);
                }
            }
            Collections.reverse(order);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("sessions in pull mode", "bridge CPU per million messages, s", "by that to none"));
        costs.forEach((readers, measured) -> {
            List<Double> none = costs.getOrDefault(0, measured);
            double ratio = Median.of(IntStream.range(0, measured.size())
                    .mapToObj(i -> measured.get(i) / none.get(i))
                    .toList());
            context.measurements().put(ratio, "pull publish", readers);
            rows.add(List.of(ShortNumber.of(readers), ShortNumber.of(Median.of(measured)), ShortNumber.of(ratio)));
            context.say("pull: publishing: " + readers + "  " + measured + "  " + ratio);
        });
        context.report().table(rows);
    }

    /** Returns the bridge's CPU seconds per million messages. */
    private static double publishing(RunningSystem parley, LobbyClients clients, Loop silent, int readers)
            throws IOException {
        IdleClients readersIn =
                IdleClients.enter(silent, parley.wire(), parley.addresses().get(0), readers);
        // Meanwhile the bridge is done with those who have just come, and with those who left before.
        clients.publish(MESSAGES / 4, TEXT_BYTES, DEPTH);
        Usage usage = Usage.of(parley, () -> clients.publish(MESSAGES, TEXT_BYTES, DEPTH));
        readersIn.leave();
        return usage.server("bridge") / MESSAGES * 1e6;
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
