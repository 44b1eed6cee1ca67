package parley.bench.scenario;

import java.io.IOException;
import parley.bench.load.LobbyClients;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/**
 * Loads a server before it is measured, so that what is measured is the cost of one that has been up for a while: a JVM
 * interprets at first, and for its first minute or so spends more on compiling than on messages.
 */
final class Warmup {
    private static final int RECEIVERS = 100;
    private static final int SENDERS = 16;
    private static final int TEXT_BYTES = 64;
    private static final int MESSAGES = 5_000;
    private static final int WINDOW = 256;

    private static final double MOST_SECONDS = 60;
    private static final double SECONDS = 1;
    private static final double QUICK_SECONDS = 0.5;

    /** A JVM has settled when its compiler took less than this part of what all that serves took, for so long. */
    private static final double SETTLED = 0.05;

    private static final double SETTLED_SECONDS = 3;

    /** Some of a load. */
    interface Load {
        void run() throws IOException;
    }

    private Warmup() {}

    /** Returns what it took. */
    static Usage run(ScenarioContext context, RunningSystem system) throws IOException {
        return Usage.of(system, () -> {
            try (Loop loop = new Loop()) {
                LobbyClients clients =
                        LobbyClients.gather(loop, system.wire(), system.addresses(), RECEIVERS, SENDERS, 0);
                Load load = () -> clients.saturate(MESSAGES, TEXT_BYTES, WINDOW);
                if (context.quick()) {
                    during(QUICK_SECONDS, load);
                } else if (system.compiles()) {
                    untilSettled(system, MOST_SECONDS, load);
                } else {
                    during(SECONDS, load);
                }
            }
        });
    }

    /** Repeats the load until the compiler has little left to do, or for that long. */
    static void untilSettled(RunningSystem system, double mostSeconds, Load load) throws IOException {
        long end = System.nanoTime() + (long) (mostSeconds * 1e9);
        Usage usage;
        do {
            usage = Usage.of(system, () -> during(SETTLED_SECONDS, load));
        } while (usage.compiling() > SETTLED * usage.allServers() && System.nanoTime() < end);
    }

    private static void during(double seconds, Load load) throws IOException {
        for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; ) {
            load.run();
        }
    }
}
