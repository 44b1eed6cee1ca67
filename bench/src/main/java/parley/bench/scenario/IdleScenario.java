package parley.bench.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import parley.bench.load.IdleClients;
import parley.bench.report.ShortNumber;
import parley.bench.server.Contender;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;
import parley.harness.machine.Jvm;
import parley.harness.machine.ProcessUsage;

/** Measures how long many logins take, and what each session costs that does nothing. */
public final class IdleScenario implements Scenario {
    /** Those who come and go before: they bring the classes, the compiled code and the first buffers. */
    private static final int WARMUP_SESSIONS = 2_000;

    /** By then a server has noticed who is gone. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    /** By then the timer is gone that ends a session without a login. */
    private static final Duration LOGIN_TIMERS = Duration.ofSeconds(62);

    @Override
    public void run(ScenarioContext context) throws IOException {
        context.report()
                .section(
                        "Logins and idle sessions",
                        "Seconds until all are logged in; then resident bytes that each adds to the process that serves,"
                                + " after a collection: with a JVM, the free room that its heap has grown by too. IRC's are in no channel.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                "sessions",
                "logged in after, s",
                "CPU, s",
                "resident bytes each",
                "live objects on the heap each",
                "outside the heap each",
                "resident in all, MiB"));
        for (Contender contender : Contender.values()) {
            context.attempt(contender, () -> {
                int sessions = context.quick() ? 4_000 : contender == Contender.PARLEY ? 19_000 : 10_000;
                try (RunningSystem system = context.starter().start(contender)) {
                    rows.add(row(context, contender, system, sessions, false));
                }
                if (contender == Contender.PARLEY) {
                    try (RunningSystem system = context.starter().start(contender)) {
                        rows.add(row(context, contender, system, sessions, true));
                    }
                }
            });
        }
        context.report().table(rows);
    }

    /** @param live whether Parley's hear the lobby, in which nobody speaks */
    private static List<String> row(
            ScenarioContext context, Contender contender, RunningSystem system, int sessions, boolean live)
            throws IOException {
        boolean java = contender == Contender.PARLEY;
        long pid = system.pid(java ? "bridge" : "server");
        Jvm jvm = new Jvm(pid);
        try (Loop loop = new Loop()) {
            leave(loop, enter(loop, system, WARMUP_SESSIONS, live));
            long liveBefore = java ? settled(jvm) : 0;
            long nativeBefore = java ? jvm.nativeBytes() : 0;
            long before = ProcessUsage.residentBytes(pid);
            Crowd crowd = Crowd.enter(loop, system, sessions, live);
            Usage usage = crowd.usage();
            if (java && !context.quick()) {
                loop.during(LOGIN_TIMERS);
            }
            long liveAfter = java ? settled(jvm) : 0;
            long nativeAfter = java ? jvm.nativeBytes() : 0;
            long after = ProcessUsage.residentBytes(pid);
            double each = (double) (after - before) / sessions;
            double heap = (double) (liveAfter - liveBefore) / sessions;
            double apart = (double) (nativeAfter - nativeBefore) / sessions;
            if (live) {
                context.measurements().put(heap + apart, "idle live", "listening");
                context.measurements().put(each, "idle resident", "listening");
            } else if (java) {
                leave(loop, crowd.clients());
                Crowd second = Crowd.enter(loop, system, sessions, false);
                context.say("idle: a second crowd is in after "
                        + ShortNumber.of(second.usage().seconds()) + " s");
                context.measurements().put(usage.seconds(), "idle logins");
                context.measurements().put(second.usage().seconds(), "idle logins again");
                context.measurements().put(heap + apart, "idle live");
                context.measurements().put(each, "idle resident");
                context.measurements().put(heap, "idle heap");
                context.measurements().put(after / 1048576.0, "idle all");
            }
            List<String> row = List.of(
                    contender.title() + (live ? ", `live`" : ""),
                    ShortNumber.of(sessions),
                    ShortNumber.of(usage.seconds()),
                    ShortNumber.of(usage.allServers()),
                    ShortNumber.of(each),
                    java ? ShortNumber.of(heap) : "",
                    java ? ShortNumber.of(apart) : "",
                    ShortNumber.of(after / 1048576.0));
            context.say("idle: " + String.join("  ", row));
            return row;
        }
    }

    private static IdleClients enter(Loop loop, RunningSystem system, int count, boolean live) throws IOException {
        InetSocketAddress server = system.addresses().get(0);
        return live
                ? IdleClients.enterListening(loop, system.wire(), server, count)
                : IdleClients.enter(loop, system.wire(), server, count);
    }

    /** Those who came in, and what that took. */
    private record Crowd(IdleClients clients, Usage usage) {
        static Crowd enter(Loop loop, RunningSystem system, int count, boolean live) throws IOException {
            IdleClients[] entered = new IdleClients[1];
            Usage usage = Usage.of(system, () -> entered[0] = IdleScenario.enter(loop, system, count, live));
            return new Crowd(entered[0], usage);
        }
    }

    private static void leave(Loop loop, IdleClients clients) throws IOException {
        clients.leave();
        loop.during(LEAVING);
    }

    /** Bytes of live objects, once what is to be given back is. */
    private static long settled(Jvm jvm) throws IOException {
        jvm.collect();
        return jvm.liveBytes();
    }
}
