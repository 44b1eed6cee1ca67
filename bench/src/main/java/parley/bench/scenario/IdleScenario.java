package parley.bench.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import parley.bench.load.IdleClients;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;
import parley.harness.machine.Jvm;
import parley.harness.machine.ProcessUsage;

/** Measures how long many logins take, and what each session costs that does nothing. */
public final class IdleScenario implements Scenario {
    /** Those who come and go before: they bring the classes, the first compiled code and the first buffers. */
    private static final int WARMUP_SESSIONS = 2_000;

    /**
     * So many crowds of these come and go before what a session takes is told from what the compiler takes, which is busy for long
     * after the first logins.
     */
    private static final int WARMUP_CROWDS = 15;

    /** How often what a bridge does that was just started is measured: it differs by a tenth from start to start. */
    private static final int STARTS = 3;

    private static final double MIB = 1024 * 1024;

    /** By then a server has noticed who is gone. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    /**
     * What many sessions take.
     *
     * @param usage while they logged in
     * @param again while as many did afterwards, when the first had gone; the same where there is no JVM
     * @param resident bytes that each adds to the process
     * @param heap bytes of live objects that each adds; 0 where there is no JVM
     * @param apart bytes that each adds outside the heap; 0 where there is no JVM
     * @param all bytes resident with all of them
     */
    private record Growth(Usage usage, Usage again, double resident, double heap, double apart, long all) {}

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Logins and idle sessions",
                        "Seconds until all are logged in, of a server that was just started, Parley's the medians of three; then resident bytes that each adds to the"
                                + " process that serves, after a collection: with a JVM, what its compiler takes and the free room that"
                                + " its heap has grown by too. Live objects, and what is resident outside the heap, are of a server to"
                                + " which as many came before, so that little is compiled meanwhile. IRC's are in no channel.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                "sessions",
                "logged in after, s",
                "CPU, s",
                "as many again after, s",
                "resident bytes each",
                "live objects on the heap each",
                "outside the heap each",
                "resident in all, MiB"));
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> {
                if (contender == Contender.PARLEY) {
                    rows.add(parley(context, false));
                    rows.add(parley(context, true));
                } else {
                    rows.add(row(context, contender, context.quick() ? 4_000 : 10_000));
                }
            });
        }
        context.report().table(rows);
    }

    /** @param live whether they hear the lobby, in which nobody speaks */
    private static List<String> parley(ScenarioContext context, boolean live) throws IOException {
        int sessions = context.quick() ? 4_000 : 19_000;
        List<Growth> started = new ArrayList<>();
        for (int run = 0; run < (context.quick() ? 1 : STARTS); run++) {
            started.add(measure(context, Contender.PARLEY, sessions, 1, live));
        }
        Growth warm = measure(context, Contender.PARLEY, sessions, WARMUP_CROWDS, live);
        double logins = median(started, growth -> growth.usage().seconds());
        double again = median(started, growth -> growth.again().seconds());
        double resident = median(started, Growth::resident);
        double all = median(started, growth -> growth.all() / MIB);
        if (live) {
            context.measurements().put(warm.heap() + warm.apart(), "idle live", "listening");
            context.measurements().put(resident, "idle resident", "listening");
        } else {
            context.measurements().put(logins, "idle logins");
            context.measurements().put(again, "idle logins again");
            context.measurements().put(warm.heap() + warm.apart(), "idle live");
            context.measurements().put(warm.heap(), "idle heap");
            context.measurements().put(resident, "idle resident");
            context.measurements().put(all, "idle all");
        }
        return said(
                context,
                List.of(
                        Contender.PARLEY.title() + (live ? ", `live`" : ""),
                        ShortNumber.of(sessions),
                        ShortNumber.of(logins),
                        ShortNumber.of(median(started, growth -> growth.usage().allServers())),
                        ShortNumber.of(again),
                        ShortNumber.of(resident),
                        ShortNumber.of(warm.heap()),
                        ShortNumber.of(warm.apart()),
                        ShortNumber.of(all)));
    }

    private static double median(List<Growth> all, ToDoubleFunction<Growth> figure) {
        return Median.of(all.stream().mapToDouble(figure).boxed().toList());
    }

    private static List<String> row(ScenarioContext context, Contender contender, int sessions) throws IOException {
        Growth growth = measure(context, contender, sessions, 0, false);
        return said(
                context,
                List.of(
                        contender.title(),
                        ShortNumber.of(sessions),
                        ShortNumber.of(growth.usage().seconds()),
                        ShortNumber.of(growth.usage().allServers()),
                        "",
                        ShortNumber.of(growth.resident()),
                        "",
                        "",
                        ShortNumber.of(growth.all() / MIB)));
    }

    private static List<String> said(ScenarioContext context, List<String> row) {
        context.say("idle: " + String.join("  ", row));
        return row;
    }

    /** @param crowds that come and go before; none where what they leave free would be taken again unseen */
    private static Growth measure(ScenarioContext context, Contender contender, int sessions, int crowds, boolean live)
            throws IOException {
        boolean java = contender == Contender.PARLEY;
        try (RunningSystem system = context.starter().start(contender);
                Loop loop = new Loop()) {
            long pid = system.pid(java ? "bridge" : "server");
            Jvm jvm = new Jvm(pid);
            for (int crowd = 0; crowd < crowds; crowd++) {
                enter(loop, system, WARMUP_SESSIONS, live).leave();
            }
            loop.during(LEAVING);
            long heapBefore = java ? settled(jvm) : 0;
            long apartBefore = java ? jvm.nativeBytes() : 0;
            long before = ProcessUsage.residentBytes(pid);
            List<IdleClients> entered = new ArrayList<>();
            Usage usage = Usage.of(system, () -> entered.add(enter(loop, system, sessions, live)));
            loop.during(LEAVING);
            long heap = java ? settled(jvm) - heapBefore : 0;
            long apart = java ? jvm.nativeBytes() - apartBefore : 0;
            long after = ProcessUsage.residentBytes(pid);
            entered.get(0).leave();
            loop.during(LEAVING);
            Usage again = java ? Usage.of(system, () -> enter(loop, system, sessions, live)) : usage;
            return new Growth(
                    usage,
                    again,
                    (double) (after - before) / sessions,
                    (double) heap / sessions,
                    (double) apart / sessions,
                    after);
        }
    }

    private static IdleClients enter(Loop loop, RunningSystem system, int count, boolean live) throws IOException {
        InetSocketAddress server = system.addresses().get(0);
        return live
                ? IdleClients.enterListening(loop, system.wire(), server, count)
                : IdleClients.enter(loop, system.wire(), server, count);
    }

    /** Bytes of live objects, once what is to be given back is. */
    private static long settled(Jvm jvm) throws IOException {
        jvm.collect();
        return jvm.liveBytes();
    }
}
