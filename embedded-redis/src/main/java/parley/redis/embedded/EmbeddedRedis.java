package parley.redis.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a redis-server on a free port of 127.0.0.1, as a child of this process.
 *
 * <p>It serves when {@code start} returns. When it dies it is started again on the same port. It ends with this
 * process, whatever ends that; SIGTERM, SIGINT and SIGHUP sent to it end it no sooner. With a data directory every
 * write is in its append-only file within a second, so that is what a crash of the machine may lose; without one,
 * nothing outlives the server. Its output goes to the log {@code redis-server}. Safe for use by any thread.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private final WorkingDirectory directory;
    private final ServerSupervisor supervisor;
    private final int port;

    private EmbeddedRedis(WorkingDirectory directory, ServerSupervisor supervisor, int port) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.port = port;
    }

    /** Starts one that stores nothing on disk. */
    public static EmbeddedRedis start() throws IOException {
        return start(null, null);
    }

    /**
     * Starts one.
     *
     * @param data where it keeps what it stores, created if need be and locked until it is closed; null for nowhere
     * @param executable the redis-server to run; null for the bundled one, or where there is none for this system, the
     *     one on {@code PATH}
     * @throws IOException if it does not start, or the directory is in use or can't be written
     */
    public static EmbeddedRedis start(@Nullable Path data, @Nullable Path executable) throws IOException {
        return start(data, executable, "");
    }

    /** @param guard {@code pipe} for the way of dying with the parent that systems other than Linux need */
    static EmbeddedRedis start(@Nullable Path data, @Nullable Path executable, String guard) throws IOException {
        WorkingDirectory directory = data == null ? new ScratchDirectory() : DataDirectory.open(data.toAbsolutePath());
        var supervisor = new ServerSupervisor(executable, directory, new ServerCommand(directory.durable(), guard));
        try {
            return new EmbeddedRedis(directory, supervisor, supervisor.start());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(supervisor, directory);
            throw new InterruptedIOException("interrupted while Redis started");
        } catch (IOException e) {
            close(supervisor, directory);
            throw e;
        }
    }

    /** {@code redis://127.0.0.1:<port>}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** The pid of the server; 0 while it is down. */
    public long pid() {
        return supervisor.pid();
    }

    /** Stops it, after it has written what it has. When this returns, within seconds, the process is gone. */
    @Override
    public void close() {
        close(supervisor, directory);
    }

    private static void close(ServerSupervisor supervisor, WorkingDirectory directory) {
        supervisor.stop();
        try {
            directory.close();
        } catch (IOException e) {
            log.warn("could not clean up after Redis: {}", e.toString());
        }
    }
}
