package parley.harness.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.harness.process.ChildProcess;
import parley.harness.process.ChildProcesses;

/**
 * Runs one redis-server of a topology, or a sentinel. It keeps nothing on disk, and its port stays its own when it is started
 * again. What it can't be told or asked is an {@link UncheckedIOException}.
 */
public final class RedisNode {
    static final String LOG = "log";

    private final ChildProcesses processes;
    private final Path directory;
    private final int port;
    private final List<String> line;
    private final List<String> first;
    private @Nullable ChildProcess process;

    /**
     * @param line the command
     * @param first what it is told each time it has started, if anything
     */
    RedisNode(ChildProcesses processes, Path directory, int port, List<String> line, List<String> first) {
        this.processes = processes;
        this.directory = directory;
        this.port = port;
        this.line = line;
        this.first = List.copyOf(first);
    }

    /** Starts it empty; returns when it answers. */
    void start() {
        try {
            ChildProcess started = processes.start(line, directory, directory.resolve("errors"));
            process = started;
            Eventually.await("a server answers on " + port, () -> {
                demandAlive(started);
                return call("PING").equals("PONG");
            });
            if (!first.isEmpty() && !call(first.toArray(String[]::new)).equals("OK")) {
                throw new IllegalStateException("not done: " + String.join(" ", first));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void demandAlive(ChildProcess started) {
        if (!started.isAlive()) {
            try {
                Path log = directory.resolve(LOG);
                throw new IllegalStateException("a server ended: "
                        + Files.readString(directory.resolve("errors"))
                        + (Files.exists(log) ? Files.readString(log) : ""));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Starts it again, empty, after it was killed. */
    public void restart() {
        kill();
        start();
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://" + address();
    }

    /** Whether its process runs, be it paused. */
    public boolean isAlive() {
        return process().isAlive();
    }

    public void kill() {
        process().kill();
    }

    /** Stops it where it stands; its connections stay open. */
    public void pause() {
        try {
            process().suspend();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Lets it go on as if nothing had been. */
    public void resume() {
        try {
            process().resume();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ChildProcess process() {
        return Objects.requireNonNull(process, "not started");
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(cause);
    }

    /** Sends a command; for its answer see {@link Resp#call}. */
    public String call(String... command) {
        try {
            return Resp.call(port, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for whom that password lets in. */
    public String callAs(String password, String... command) {
        try {
            return Resp.callAs(password, port, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field of what INFO says; empty where it isn't there. */
    String info(String section, String field) {
        return call("INFO", section)
                .lines()
                .filter(each -> each.startsWith(field + ":"))
                .map(each -> each.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }

    boolean isMaster() {
        return info("replication", "role").equals("master");
    }

    /** Whether it has what that one has, and gets what comes. */
    boolean replicates(RedisNode master) {
        return info("replication", "master_port").equals(String.valueOf(master.port()))
                && info("replication", "master_link_status").equals("up");
    }
}
