package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.load.Crowd;
import parley.bench.load.Logins;
import parley.bench.load.Loop;
import parley.bench.report.Figure;
import parley.bench.server.Cost;
import parley.bench.server.Served;

/** A backlog of 100,000 messages, and what it costs to write for those who only pull. */
public final class Pull implements Scenario {
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
                        Figure.of(MESSAGES) + " messages of " + TEXT_BYTES
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
            try (Served parley = context.starter().parley(1)) {
                Warming.up(context, parley);
                rows.add(row(context, parley, readers));
            }
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, Served parley, int readers) throws IOException {
        int pulls = readers > 100 || readers == 0 ? 1 : readers;
        try (Loop loop = new Loop();
                Loop silent = new Loop()) {
            Crowd crowd = Crowd.gather(loop, parley.wire(), parley.addresses(), 0, SENDERS, 0);
            crowd.publish(MESSAGES, TEXT_BYTES, DEPTH);
            Logins silentOnes =
                    Logins.enter(silent, parley.wire(), parley.addresses().get(0), readers);
            List<Usage> publishing = new ArrayList<>();
            for (int i = 0; i < context.runs(); i++) {
                publishing.add(Usage.of(parley, () -> crowd.publish(MESSAGES, TEXT_BYTES, DEPTH)));
            }
            silentOnes.leave();
            double cost = Usage.median(publishing, usage -> usage.server("bridge")) / MESSAGES * 1e6;
            context.results().put(cost, "pull publish", readers);
            Logins pulling =
                    Logins.enter(silent, parley.wire(), parley.addresses().get(0), pulls);
            crowd.publish(MESSAGES, TEXT_BYTES, DEPTH);
            long before = Cost.residentBytes(parley.pid("bridge"));
            long[] bytes = {0};
            Usage pulled = Usage.of(
                    parley,
                    () -> bytes[0] =
                            pulling.ask("pull\n", "OK " + MESSAGES + "\r\n").bytes());
            long after = Cost.residentBytes(parley.pid("bridge"));
            double growth = (after - before) / 1048576.0;
            if (pulls == 1) {
                context.results().put(growth, "pull growth");
                context.results().put(bytes[0] / 1048576.0, "pull bytes");
            }
            List<String> row = List.of(
                    Figure.of(readers),
                    Figure.of(cost),
                    Figure.of(pulls),
                    Figure.of(pulled.seconds()),
                    Figure.of(bytes[0] / pulled.seconds() / 1e6),
                    Figure.of(pulled.server("bridge") / MESSAGES / pulls * 1e6),
                    Figure.of(growth));
            context.say("pull: " + String.join("  ", row));
            return row;
        }
    }
}
