package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.load.IdleClients;
import parley.bench.load.LobbyClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;
import parley.harness.machine.ProcessUsage;

/** Measures what pulling a backlog of 100,000 messages costs, and what publishing costs while others only pull. */
public final class PullScenario implements Scenario {
    private static final int MESSAGES = 100_000;
    private static final int TEXT_BYTES = 64;
    private static final int SENDERS = 16;
    private static final int DEPTH = 32;
    private static final List<Integer> READERS = List.of(0, 100, 1_000, 10_000);

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Pull",
                        ShortNumber.of(MESSAGES) + " messages of " + TEXT_BYTES
                                + " bytes while others only pull; then one, or all where they are a hundred,"
                                + " send `pull`.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "sessions in pull mode",
                "bridge CPU per million messages published, s",
                "pulls",
                "all answered after, s",
                "MB/s",
                "bridge CPU per million lines pulled, s",
                "resident memory grew by, MiB"));
        for (int readers : context.quick() ? READERS.subList(0, 2) : READERS) {
            try (RunningSystem parley = context.starter().parley(1)) {
                Warmup.run(context, parley);
                rows.add(row(context, parley, readers));
            }
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, RunningSystem parley, int readers) throws IOException {
        int pulls = readers > 100 || readers == 0 ? 1 : readers;
        try (Loop loop = new Loop();
                Loop silent = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
            clients.publish(MESSAGES, TEXT_BYTES, DEPTH);
            IdleClients silentOnes =
                    IdleClients.enter(silent, parley.wire(), parley.addresses().get(0), readers);
            List<Usage> publishing = new ArrayList<>();
            for (int i = 0; i < context.runs(); i++) {
                publishing.add(Usage.of(parley, () -> clients.publish(MESSAGES, TEXT_BYTES, DEPTH)));
            }
            silentOnes.leave();
            double cost = Usage.median(publishing, usage -> usage.server("bridge")) / MESSAGES * 1e6;
            context.measurements().put(cost, "pull publish", readers);
            IdleClients pulling =
                    IdleClients.enter(silent, parley.wire(), parley.addresses().get(0), pulls);
            clients.publish(MESSAGES, TEXT_BYTES, DEPTH);
            long before = ProcessUsage.residentBytes(parley.pid("bridge"));
            long[] bytes = {0};
            Usage pulled = Usage.of(
                    parley,
                    () -> bytes[0] =
                            pulling.ask("pull\n", "OK " + MESSAGES + "\r\n").bytes());
            long after = ProcessUsage.residentBytes(parley.pid("bridge"));
            double growth = (after - before) / 1048576.0;
            if (pulls == 1) {
                context.measurements().put(growth, "pull growth");
                context.measurements().put(bytes[0] / 1048576.0, "pull bytes");
            }
            List<String> row = List.of(
                    ShortNumber.of(readers),
                    ShortNumber.of(cost),
                    ShortNumber.of(pulls),
                    ShortNumber.of(pulled.seconds()),
                    ShortNumber.of(bytes[0] / pulled.seconds() / 1e6),
                    ShortNumber.of(pulled.server("bridge") / MESSAGES / pulls * 1e6),
                    ShortNumber.of(growth));
            context.say("pull: " + String.join("  ", row));
            return row;
        }
    }
}
