package parley.bench.size;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.bench.server.RunningSystem;

/** Reads from the operating system what work costs those who serve. */
final class Cpu {
    private static final double MICROS = 1e6;

    private final RunningSystem system;

    Cpu(RunningSystem system) {
        this.system = system;
    }

    /** Work to be measured. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * What it cost each that serves.
     *
     * @param byRole CPU microseconds for each of so many
     */
    record Costs(Map<String, Double> byRole) {
        /** NaN where nothing serves in that role. */
        double of(String role) {
            return byRole.getOrDefault(role, Double.NaN);
        }
    }

    /** Measures what work costs for each of so many. */
    Costs micros(int count, Work work) throws IOException {
        Map<String, Double> before = system.cpuSeconds();
        work.run();
        Map<String, Double> used = new LinkedHashMap<>(system.cpuSeconds());
        used.replaceAll((role, after) -> (after - before.getOrDefault(role, 0.0)) * MICROS / count);
        return new Costs(used);
    }
}
