package parley.bench.scenario;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import parley.bench.report.Median;
import parley.bench.server.RunningSystem;
import parley.harness.machine.ProcessUsage;

/**
 * Records what a piece of work took.
 *
 * @param seconds on the clock
 * @param servers CPU seconds of each process that serves
 * @param compiling of these, CPU seconds that JVMs spent on compiling
 * @param generator CPU seconds of the load generator
 */
record Usage(double seconds, Map<String, Double> servers, double compiling, double generator) {
    /** Work to be measured. */
    interface Work {
        void run() throws IOException;
    }

    static Usage of(RunningSystem system, Work work) throws IOException {
        long self = ProcessHandle.current().pid();
        Map<String, Double> before = system.cpuSeconds();
        double compiling = system.compilingSeconds();
        double generator = ProcessUsage.cpuSeconds(self);
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> used = new LinkedHashMap<>(system.cpuSeconds());
        used.replaceAll((role, after) -> after - before.getOrDefault(role, 0.0));
        return new Usage(
                seconds, used, system.compilingSeconds() - compiling, ProcessUsage.cpuSeconds(self) - generator);
    }

    /** CPU seconds of all processes that serve. */
    double allServers() {
        return servers.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** CPU seconds of the process in that role. */
    double server(String role) {
        return servers.getOrDefault(role, 0.0);
    }

    static double median(List<Usage> usages, ToDoubleFunction<Usage> figure) {
        return Median.of(usages.stream().mapToDouble(figure).boxed().toList());
    }
}
