package parley.redis.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a redis-server on a free port of 127.0.0.1, as a child of this process.
 *
 * <p>It serves when {@code start} returns. When it dies it is started again on the same port. It ends with this
 * process, whatever ends that; SIGTERM, SIGINT and SIGHUP sent to it end it no sooner. With a data directory every
 * write is in its append-only file before it is answered, and on the disk a second later, so that is what a crash of the machine
 * may lose; without one, nothing outlives the server. Its output goes to the log {@code redis-server}. Safe for use by any thread.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private final WorkingDirectory directory;
    private final ServerAccess access;
    private final ServerSupervisor supervisor;
    private final int port;

    private EmbeddedRedis(WorkingDirectory directory, ServerAccess access, ServerSupervisor supervisor, int port) {
        this.directory = directory;
        this.access = access;
        this.supervisor = supervisor;
        this.port = port;
    }

    /** Starts one that stores nothing on disk, and that everybody on this machine may use as they like. */
    public static EmbeddedRedis start() throws IOException {
        return start(null, null);
    }

    /** Starts one that everybody on this machine may use as they like; for the rest as the other. */
    public static EmbeddedRedis start(@Nullable Path data, @Nullable Path executable) throws IOException {
        return start(data, executable, List.of(), "");
    }

    /**
     * Starts one that only those users may use. Their password is made when the directory first has a server, and kept
     * there.
     *
     * @param data where it keeps what it stores, created if need be and locked until it is closed; null for nowhere
     * @param executable the redis-server to run; null for one on {@code PATH} that is not older than the bundled one, or
     *     else the bundled one
     * @throws IOException if it does not start, or the directory is in use or can't be written
     */
    public static EmbeddedRedis start(@Nullable Path data, @Nullable Path executable, List<AclUser> users)
            throws IOException {
        return start(data, executable, users, "");
    }

    /**
     * @param users none for a server that everybody may use
     * @param guard {@code pipe} for the way of dying with the parent that systems other than Linux need
     */
    static EmbeddedRedis start(@Nullable Path data, @Nullable Path executable, List<AclUser> users, String guard)
            throws IOException {
        WorkingDirectory directory = data == null ? new ScratchDirectory() : DataDirectory.open(data.toAbsolutePath());
        try {
            ServerAccess access =
                    users.isEmpty() ? ServerAccess.forAnybody() : new ServerAccess(users, directory.password());
            List<ServerProgram> programs = executable == null
                    ? ServerProgram.choose(System.getenv("PATH"))
                    : List.of(ServerProgram.given(executable));
            var command = new ServerCommand(directory.durable(), access.isRestricted(), guard);
            return start(directory, access, new ServerSupervisor(programs, directory, access, command));
        } catch (IOException e) {
            close(directory);
            throw e;
        }
    }

    /**
     * Says which redis-server would run in a directory; it is unpacked and asked for its version there, and deleted again.
     *
     * @param directory where files can be made
     * @param executable as for {@link #start}
     * @throws IOException if none can be run there
     */
    public static String whichRuns(Path directory, @Nullable Path executable) throws IOException {
        if (executable != null) {
            return executable + " (" + ServerVersion.of(executable) + ")";
        }
        ServerProgram best = ServerProgram.choose(System.getenv("PATH")).get(0);
        if (best.installed() == null) {
            Path trial = Files.createTempDirectory(directory, ".redis-server");
            try {
                Path unpacked = RedisBinary.in(trial);
                try {
                    ServerVersion.of(unpacked);
                } finally {
                    Files.delete(unpacked);
                }
            } finally {
                Files.deleteIfExists(trial);
            }
        }
        return best.toString();
    }

    private static EmbeddedRedis start(WorkingDirectory directory, ServerAccess access, ServerSupervisor supervisor)
            throws IOException {
        try {
            return new EmbeddedRedis(directory, access, supervisor, supervisor.start());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            supervisor.stop();
            throw new InterruptedIOException("interrupted while Redis started");
        } catch (IOException e) {
            supervisor.stop();
            throw e;
        }
    }

    /** {@code redis://127.0.0.1:<port>}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** The same for one of the users with a password, which is in it. */
    public String uri(String user) {
        return access.isRestricted() ? "redis://" + user + ":" + access.password() + "@127.0.0.1:" + port : uri();
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
        supervisor.stop();
        close(directory);
    }

    private static void close(WorkingDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.warn("could not clean up after Redis: {}", e.toString());
        }
    }
}
