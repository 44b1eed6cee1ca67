package parley.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import parley.bench.load.Logins;
import parley.bench.load.Loop;
import parley.bench.report.Figure;
import parley.bench.server.Contender;
import parley.bench.server.Cost;
import parley.bench.server.Jvm;
import parley.bench.server.Served;

/** How long it takes to let a crowd in, and what one who is there and does nothing costs. */
public final class Idle implements Scenario {
    /** Those who come and go before: they bring the classes, the compiled code and the first buffers. */
    private static final int FORERUNNERS = 2_000;

    /** What watches over a login is gone then. */
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
                try (Served served = context.starter().start(contender)) {
                    rows.add(row(context, contender, served, sessions));
                }
            });
        }
        context.report().table(rows);
    }

    private static List<String> row(ScenarioContext context, Contender contender, Served served, int sessions)
            throws IOException {
        boolean java = contender == Contender.PARLEY;
        long pid = served.pid(java ? "bridge" : "server");
        Jvm jvm = new Jvm(pid);
        try (Loop loop = new Loop()) {
            enter(loop, served, FORERUNNERS).leave();
            long liveBefore = java ? settled(jvm) : 0;
            long nativeBefore = java ? jvm.nativeBytes() : 0;
            long before = Cost.residentBytes(pid);
            Usage usage = Usage.of(served, () -> enter(loop, served, sessions));
            if (java && !context.quick()) {
                loop.during(LOGIN_TIMERS);
            }
            long liveAfter = java ? settled(jvm) : 0;
            long nativeAfter = java ? jvm.nativeBytes() : 0;
            long after = Cost.residentBytes(pid);
            double each = (double) (after - before) / sessions;
            double heap = (double) (liveAfter - liveBefore) / sessions;
            double apart = (double) (nativeAfter - nativeBefore) / sessions;
            if (java) {
                context.results().put(usage.seconds(), "idle logins");
                context.results().put(heap + apart, "idle live");
                context.results().put(each, "idle resident");
                context.results().put(heap, "idle heap");
                context.results().put(after / 1048576.0, "idle all");
            }
            List<String> row = List.of(
                    contender.title(),
                    Figure.of(sessions),
                    Figure.of(usage.seconds()),
                    Figure.of(usage.allServers()),
                    Figure.of(each),
                    java ? Figure.of(heap) : "",
                    java ? Figure.of(apart) : "",
                    Figure.of(after / 1048576.0));
            context.say("idle: " + String.join("  ", row));
            return row;
        }
    }

    private static Logins enter(Loop loop, Served served, int count) throws IOException {
        return Logins.enter(loop, served.wire(), served.addresses().get(0), count);
    }

    /** Bytes of live objects, once what is to be given back is. */
    private static long settled(Jvm jvm) throws IOException {
        jvm.collect();
        return jvm.liveBytes();
    }
}
