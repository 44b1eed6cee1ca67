package parley.bench.scenario;

import java.io.IOException;
import java.util.List;
import parley.bench.report.ShortNumber;
import parley.bench.server.ChildProcess;

/**
 * Measures the heap that a million sessions take in one JVM, logged in through all that a connection has in a bridge but its
 * socket.
 */
public final class MillionScenario implements Scenario {
    static final int SESSIONS = 1_000_000;

    /** By then the timer is gone that ends a session without a login. */
    private static final int SECONDS = 62;

    @Override
    public void run(ScenarioContext context) throws IOException {
        int count = context.quick() ? SESSIONS / 20 : SESSIONS;
        context.report()
                .section(
                        "A million sessions in one JVM",
                        "Bytes of heap that each of " + ShortNumber.of(count)
                                + " logged-in sessions takes after a collection. Its channel has Netty's pipeline, configuration"
                                + " and outgoing buffer, but no socket; Redis is replaced by something that always says yes.");
        ChildProcess.Ready done = context.starter().sessionHeap(count, context.quick() ? 1 : SECONDS);
        done.child().close();
        String sessions = ShortNumber.of(Double.parseDouble(done.value("sessions")));
        double channel = Double.parseDouble(done.value("channel"));
        double session = Double.parseDouble(done.value("session"));
        context.measurements().put(channel + session, "million", "channel");
        context.measurements().put(session, "million", "bare");
        List<List<String>> rows = List.of(
                List.of("", "sessions", "bytes each"),
                List.of("session", sessions, ShortNumber.of(session)),
                List.of("its Netty channel", sessions, ShortNumber.of(channel)),
                List.of("both", sessions, ShortNumber.of(channel + session)));
        rows.forEach(row -> context.say("million: " + String.join("  ", row)));
        context.report().table(rows);
    }
}
