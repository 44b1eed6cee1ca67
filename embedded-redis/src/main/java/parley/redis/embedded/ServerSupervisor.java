package parley.redis.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts redis-server, waits for its end, and starts it again on the same port, until it is told to stop.
 *
 * <p>All on one thread that lives as long as the server is wanted: on Linux the server is killed when the thread that
 * started it ends.
 */
final class ServerSupervisor {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int PORTS_TO_TRY = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final List<ServerProgram> programs;
    private final WorkingDirectory directory;
    private final ServerAccess access;
    private final ServerCommand command;
    private final CompletableFuture<Integer> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::supervise, "redis-supervisor");
    private volatile @Nullable ServerProcess server;

    private record Started(ServerProgram program, ServerProcess server) {}

    /** @param programs those to try, one after the other, until one serves */
    ServerSupervisor(
            List<ServerProgram> programs, WorkingDirectory directory, ServerAccess access, ServerCommand command) {
        this.programs = List.copyOf(programs);
        this.directory = directory;
        this.access = access;
        this.command = command;
        thread.setDaemon(true);
    }

    /** Starts the server and returns its port once it serves. */
    int start() throws IOException, InterruptedException {
        thread.start();
        try {
            return firstReady.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException("Redis does not start: " + cause.getMessage(), cause);
        }
    }

    /** The process that serves or is about to; 0 between two. */
    long pid() {
        ServerProcess present = server;
        return present == null ? 0 : present.pid();
    }

    /** Stops the server for good. When this returns there is none. */
    void stop() {
        stopping.countDown();
        ServerProcess present = server;
        if (present != null) {
            present.stop();
        }
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        try {
            Started first = firstServer();
            log.info("Redis is {}", first.program());
            firstReady.complete(first.server().port());
            restartUntilStopped(first);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!firstReady.completeExceptionally(e)) {
                log.error("redis-server is no longer looked after", e);
            }
        }
    }

    /** The first program that starts. */
    private Started firstServer() throws IOException, InterruptedException {
        for (ServerProgram program : programs.subList(0, programs.size() - 1)) {
            try {
                return new Started(program, firstServer(program));
            } catch (IOException e) {
                log.warn("{} does not start, and another is tried: {}", program, e.getMessage());
            }
        }
        ServerProgram last = programs.get(programs.size() - 1);
        return new Started(last, firstServer(last));
    }

    private ServerProcess firstServer(ServerProgram program) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            ServerProcess started = launch(program, freePort());
            if (started.awaitReady()) {
                directory.serverStarted();
                return started;
            }
            if (!started.portTaken() || attempt == PORTS_TO_TRY) {
                throw new IOException(started.describeEnd());
            }
        }
    }

    private void restartUntilStopped(Started started) throws InterruptedException {
        ServerProcess first = started.server();
        ServerProcess present = first;
        Duration pause = FIRST_PAUSE;
        while (true) {
            present.awaitEnd();
            if (stopping.getCount() == 0) {
                return;
            }
            log.warn("{}; it is started again on port {}", present.describeEnd(), first.port());
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                present = launch(started.program(), first.port());
                if (present.awaitReady()) {
                    directory.serverStarted();
                    log.info("redis-server serves port {} again", first.port());
                    pause = FIRST_PAUSE;
                    continue;
                }
            } catch (IOException e) {
                log.warn("redis-server could not be started: {}", e.toString());
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private ServerProcess launch(ServerProgram program, int port) throws IOException {
        Path prepared = directory.prepare();
        access.writeTo(prepared, program.version());
        Process process = command.start(program.file(prepared), prepared, port);
        var launched = new ServerProcess(
                port, process, new ServerClient(port, access.password()), access.opening(program.version()));
        server = launched;
        if (stopping.getCount() == 0) {
            // stop() may have looked before there was anything to stop.
            launched.kill();
        }
        return launched;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
