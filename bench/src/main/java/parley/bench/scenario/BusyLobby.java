package parley.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
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

    /** Of the time of one measurement: all servers are warmed up with the very clients that they are measured with. */
    private static final double WARM = 0.5;

    /** The same of a JVM, at the most: with new clients it compiles much of it anew. */
    private static final double MOST_COMPILING = 30;

    private static final int MIN_MESSAGES = 500;
    private static final int MAX_MESSAGES = 2_000_000;

    /**
     * Holds what several runs took.
     *
     * @param usages one of each run
     * @param millions of deliveries in each run
     * @param warming CPU seconds of all that serves before, with these clients
     * @param refused messages, with those of warming up
     */
    record Costs(List<Usage> usages, double millions, double warming, long refused) {
        /** The median of such CPU seconds per million deliveries. */
        private double median(ToDoubleFunction<Usage> seconds) {
            return Usage.median(usages, usage -> seconds.applyAsDouble(usage) / millions);
        }

        double cpu() {
            return median(Usage::allServers);
        }

        double bridge() {
            return median(usage -> usage.allServers() - usage.server("redis"));
        }

        double redis() {
            return median(usage -> usage.server("redis"));
        }

        double compiling() {
            return median(Usage::compiling);
        }

        double generator() {
            return median(Usage::generator);
        }

        double deliveriesPerSecond() {
            return Usage.median(usages, usage -> millions * 1e6 / usage.seconds());
        }
    }

    Costs measure(RunningSystem system, int runs) throws IOException {
        int window = Math.max(senders, Math.min(WINDOW, WINDOW_BYTES / textBytes));
        try (Loop loop = new Loop()) {
            LobbyClients clients = LobbyClients.gather(loop, system.wire(), system.addresses(), receivers, senders, 0);
            int[] sized = {FIRST_MESSAGES};
            Usage warming = Usage.of(system, () -> sized[0] = warmUp(system, clients, window));
            int messages = sized[0];
            List<Usage> usages = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                usages.add(Usage.of(system, () -> clients.saturate(messages, textBytes, window)));
            }
            double millions = (double) messages * receivers / 1e6;
            return new Costs(usages, millions, warming.allServers(), clients.refused());
        }
    }

    /** Returns how many messages make a measurement. */
    private int warmUp(RunningSystem system, LobbyClients clients, int window) throws IOException {
        int warm = within(seconds * WARM, system, clients, FIRST_MESSAGES, window);
        if (system.compiles()) {
            Warmup.untilSettled(system, seconds * MOST_COMPILING, () -> clients.saturate(warm, textBytes, window));
        }
        return within(seconds, system, clients, warm, window);
    }

    /** Sends some messages; returns how many go in so long at that pace. */
    private int within(double time, RunningSystem system, LobbyClients clients, int messages, int window)
            throws IOException {
        Usage usage = Usage.of(system, () -> clients.saturate(messages, textBytes, window));
        return (int) Math.max(MIN_MESSAGES, Math.min(MAX_MESSAGES, messages / usage.seconds() * time));
    }
}
