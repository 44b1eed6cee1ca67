package parley.attack.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import parley.harness.machine.ProcessUsage;

/** Reads what the server takes four times a second, on a thread of its own, and keeps the most since it was last asked. */
public final class UsageMeter implements AutoCloseable {
    private static final long MILLIS = 250;
    private static final long PAGE = 4_096;
    private static final Path SOCKETS = Path.of("/proc/net/sockstat");

    private final UpProcess server;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread meter = new Thread(work, "usage");
        meter.setDaemon(true);
        return meter;
    });
    private Usage most = Usage.NOTHING;

    private UsageMeter(UpProcess server) {
        this.server = server;
    }

    public static UsageMeter start(UpProcess server) {
        UsageMeter meter = new UsageMeter(server);
        meter.thread.scheduleWithFixedDelay(meter::look, 0, MILLIS, TimeUnit.MILLISECONDS);
        return meter;
    }

    /** The most of each since the last call, this moment included. */
    public synchronized Usage takeMost() {
        look();
        Usage taken = most;
        most = Usage.NOTHING;
        return taken;
    }

    private synchronized void look() {
        try {
            most = most.max(now());
        } catch (IOException ended) {
            // It has died, which is somebody else's to notice.
        }
    }

    /** @throws IOException where the server is gone */
    public Usage now() throws IOException {
        long pid = server.pid();
        return new Usage(
                ProcessUsage.residentBytes(pid), redisBytes(pid), socketBytes(), files(pid), server.logBytes());
    }

    private static long files(long pid) throws IOException {
        String[] open = new File("/proc/" + pid + "/fd").list();
        if (open == null) {
            throw new IOException("no process " + pid);
        }
        return open.length;
    }

    /** Of the redis-server that {@code up} started; one that it forks to write its file anew comes and goes. */
    private static long redisBytes(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(UsageMeter::residentOrGone)
                .max()
                .orElse(0);
    }

    private static long residentOrGone(ProcessHandle process) {
        try {
            return ProcessUsage.residentBytes(process.pid());
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long socketBytes() throws IOException {
        for (String line : Files.readAllLines(SOCKETS)) {
            if (line.startsWith("TCP:")) {
                return PAGE * Long.parseLong(Objects.requireNonNull(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        throw new IOException("no TCP in " + SOCKETS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
