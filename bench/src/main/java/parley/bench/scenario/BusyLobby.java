package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.bench.load.LobbyClients;
import parley.bench.server.RunningSystem;
import parley.harness.load.Loop;

/**
 * Measures a lobby in which senders send as fast as the slowest receiver reads.
 *
 * @param textBytes of each message
 * @param seconds about how long to measure at a time
 */
record BusyLobby(int receivers, int senders, int textBytes, double seconds) {
    /** Messages under way at one time, over all senders. */
    private static final int WINDOW = 256;

    /** Bytes under way at one time, so that what the slowest is to get still exists. */
    private static final int WINDOW_BYTES = 1 << 20;

    /** What shows how fast it goes: first so many messages, then as many as take a good part of the time. */
    private static final int FIRST_MESSAGES = 500;

    /** Of the time of one measurement: with new clients, a JVM compiles much of it anew. */
    private static final double WARM = 0.5;

    private static final double MOST_COMPILING = 8;
    private static final int MIN_MESSAGES = 500;
    private static final int MAX_MESSAGES = 2_000_000;

    /** Medians over several runs, CPU in seconds per million deliveries. */
    record Costs(
            double cpu,
            double bridge,
            double redis,
            double compiling,
            double generator,
            double deliveriesPerSecond,
            long refused) {}

    Costs measure(RunningSystem system, int runs) throws IOException {
        int messages;
        int window = Math.max(senders, Math.min(WINDOW, WINDOW_BYTES / textBytes));
        List<Usage> usages = new ArrayList<>();
        long refused;
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, system.wire(), system.addresses(), receivers, senders, 0);
            int warm = within(seconds * WARM, system, clients, FIRST_MESSAGES, window);
            if (system.compiles()) {
                Warmup.untilSettled(system, seconds * MOST_COMPILING, () -> clients.saturate(warm, textBytes, window));
            }
            int sized = within(seconds, system, clients, warm, window);
            messages = sized;
            for (int i = 0; i < runs; i++) {
                usages.add(Usage.of(system, () -> clients.saturate(sized, textBytes, window)));
            }
            refused = clients.refused();
        }
        double millions = (double) messages * receivers / 1e6;
        return new Costs(
                Usage.median(usages, usage -> usage.allServers() / millions),
                Usage.median(usages, usage -> (usage.allServers() - usage.server("redis")) / millions),
                Usage.median(usages, usage -> usage.server("redis") / millions),
                Usage.median(usages, usage -> usage.compiling() / millions),
                Usage.median(usages, usage -> usage.generator() / millions),
                Usage.median(usages, usage -> millions * 1e6 / usage.seconds()),
                refused);
    }

    /** Sends some messages; returns how many go in so long at that pace. */
    private int within(double time, RunningSystem system, LobbyClients clients, int messages, int window)
            throws IOException {
        Usage usage = Usage.of(system, () -> clients.saturate(messages, textBytes, window));
        return (int) Math.max(MIN_MESSAGES, Math.min(MAX_MESSAGES, messages / usage.seconds() * time));
    }
}
