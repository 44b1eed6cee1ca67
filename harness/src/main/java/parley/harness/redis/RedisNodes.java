package parley.harness.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.harness.process.ChildProcesses;

/** Starts redis-servers and sentinels on the loopback interface, each in a directory of its own, which stays; all end with it. */
public final class RedisNodes implements AutoCloseable {
    /**
     * A sentinel that did not run for two seconds does nothing for half a minute more, unless it is told otherwise: what tests stop,
     * or a busy machine, would be waited for in vain. It can't be configured.
     */
    private static final List<String> BACK_SOON = List.of("SENTINEL", "DEBUG", "TILT-PERIOD", "2000");

    private final ChildProcesses processes = new ChildProcesses();
    private final Path executable;
    private final Path work;
    private final List<String> settings;
    private int started;

    /**
     * Starts none yet.
     *
     * @param executable redis-server
     * @param settings of each server beside the usual ones: they keep nothing on disk
     */
    public RedisNodes(Path executable, Path work, List<String> settings) {
        this.executable = executable.toAbsolutePath();
        this.work = work;
        this.settings = List.copyOf(settings);
    }

    /** Returns when it answers. */
    public RedisNode server(String... more) throws IOException {
        int port = freePort();
        List<String> line = new ArrayList<>(List.of(executable.toString()));
        line.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        line.addAll(List.of("--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"));
        line.addAll(List.of("--logfile", RedisNode.LOG));
        line.addAll(settings);
        line.addAll(List.of(more));
        return start(directory(), port, line, List.of());
    }

    /** A sentinel that knows how to begin by these lines. */
    public RedisNode sentinel(String... configuration) throws IOException {
        Path directory = directory();
        int port = freePort();
        List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "logfile " + RedisNode.LOG));
        lines.addAll(List.of(configuration));
        Path file = Files.write(directory.resolve("sentinel.conf"), lines);
        return start(directory, port, List.of(executable.toString(), file.toString(), "--sentinel"), BACK_SOON);
    }

    private Path directory() throws IOException {
        return Files.createDirectories(work.resolve("node-" + ++started).toAbsolutePath());
    }

    private RedisNode start(Path directory, int port, List<String> line, List<String> first) throws IOException {
        RedisNode node = new RedisNode(processes, directory, port, line, first);
        try {
            node.start();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return node;
    }

    /** One that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
