package parley.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import parley.bench.load.IdleClients;
import parley.bench.server.ChildProcess;
import parley.bench.server.RunningSystem;
import parley.bench.server.SystemStarter;
import parley.harness.load.Loop;
import parley.harness.machine.Jvm;

/** Measures what sessions cost: their logins, and the memory of the bridge and of the kernel; in one JVM, a million of them. */
final class SessionCosts {
    /** Those who come and go before: they bring the classes, the compiled code and the first buffers. */
    private static final int WARMUP_SESSIONS = 2_000;

    /** By then the bridge has let go of those who left. */
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private SessionCosts() {}

    static void measure(SystemStarter starter, SizeFigures figures, boolean quick) throws IOException {
        try (RunningSystem system = starter.parley(1);
                Loop loop = new Loop()) {
            Cpu cpu = new Cpu(system);
            Jvm bridge = new Jvm(system.pid("bridge"));
            for (int i = 0; i < (quick ? 1 : 4); i++) {
                enter(loop, system, WARMUP_SESSIONS).leave();
            }
            loop.during(LEAVING);
            long heap = heap(bridge);
            long outside = bridge.nativeBytes();
            long kernel = kernel();
            int there = 0;
            for (int size : quick ? List.of(500, 2_000) : List.of(4_000, 16_000)) {
                int more = size - there;
                Cpu.Costs login = cpu.micros(more, () -> enter(loop, system, more));
                there = size;
                figures.put("login: bridge, µs", size, login.of("bridge"));
                figures.put("login: Redis, µs", size, login.of("redis"));
                figures.put("session: objects, bytes", size, (double) (heap(bridge) - heap) / size);
                figures.put("session: outside the heap, bytes", size, (double) (bridge.nativeBytes() - outside) / size);
                // The other end of each connection is here too.
                figures.put("session: in the kernel, bytes", size, (kernel() - kernel) / 2.0 / size);
            }
        }
        for (int size : quick ? List.of(10_000) : List.of(10_000, 100_000, 1_000_000)) {
            ChildProcess.Ready done = starter.sessionHeap(size, 0);
            done.child().close();
            figures.put("simulated session: bytes", size, number(done, "channel") + number(done, "session"));
            figures.put("simulated session: a wake-up, ns", size, number(done, "wake"));
            figures.put("simulated session: a message more, ns", size, number(done, "message"));
        }
    }

    private static double number(ChildProcess.Ready done, String what) throws IOException {
        return Double.parseDouble(done.value(what));
    }

    private static IdleClients enter(Loop loop, RunningSystem system, int count) throws IOException {
        return IdleClients.enter(loop, system.wire(), system.addresses().get(0), count);
    }

    private static long heap(Jvm jvm) throws IOException {
        jvm.collect();
        return jvm.liveBytes();
    }

    /** Bytes of the kernel's own memory. */
    private static long kernel() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("Slab:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
