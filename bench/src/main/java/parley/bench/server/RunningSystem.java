package parley.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.bench.load.Wire;
import parley.harness.machine.ProcessUsage;

/** Holds a system under load: where it is reached, how it is spoken to, and all processes that serve. Closing it ends them. */
public final class RunningSystem implements AutoCloseable {
    private final Wire wire;
    private final List<InetSocketAddress> addresses;
    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean compiles;

    RunningSystem(Wire wire, List<InetSocketAddress> addresses) {
        this.wire = wire;
        this.addresses = List.copyOf(addresses);
    }

    /** One more process; the last that was added ends first. */
    RunningSystem with(String role, long pid, AutoCloseable part) {
        pids.put(role, pid);
        parts.push(part);
        return this;
    }

    /** What serves is a JVM, which needs time to compile. */
    RunningSystem compiling() {
        compiles = true;
        return this;
    }

    public boolean compiles() {
        return compiles;
    }

    /** CPU seconds that JVMs among the processes have spent on compiling. */
    public double compilingSeconds() throws IOException {
        double seconds = 0;
        for (long pid : pids.values()) {
            seconds += ProcessUsage.compilingSeconds(pid);
        }
        return seconds;
    }

    /** Where that role listens besides {@link #addresses}. */
    RunningSystem at(String role, int port) {
        ports.put(role, port);
        return this;
    }

    public int port(String role) {
        return known(ports, role);
    }

    public Wire wire() {
        return wire;
    }

    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    public long pid(String role) {
        return known(pids, role);
    }

    private static <T> T known(Map<String, T> values, String role) {
        T value = values.get(role);
        if (value == null) {
            throw new IllegalArgumentException("no " + role + " in " + values.keySet());
        }
        return value;
    }

    /** CPU seconds so far, by role. */
    public Map<String, Double> cpuSeconds() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Long> part : pids.entrySet()) {
            seconds.put(part.getKey(), ProcessUsage.cpuSeconds(part.getValue()));
        }
        return seconds;
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                throw new IOException("could not stop a server", failed);
            }
        }
    }
}
