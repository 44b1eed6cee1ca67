package parley.faults.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.harness.process.ChildProcess;
import parley.harness.process.ChildProcesses;
import parley.harness.process.Waiting;
import parley.harness.redis.Resp;
import parley.redis.embedded.RedisBinary;

/**
 * Runs a redis-server, always on the same port, with the settings of the embedded one: the bundled one, or one whose clock can
 * be stepped.
 */
public final class RedisServer implements RedisSetup {
    /** What a Redis is started with; a steppable one in place of the bundled one. */
    record Settings(ChildProcesses processes, Path work, Optional<SteppableRedis> steppable) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration STEPPED = Duration.ofSeconds(5);

    private final ChildProcesses processes;
    private final Path directory;
    private final Path log;
    private final List<String> executable;
    private final RedisWallClock clock;
    private final int port;
    private @Nullable ChildProcess process;

    private RedisServer(Settings settings) throws IOException {
        processes = settings.processes();
        Path work = settings.work();
        Optional<SteppableRedis> steppable = settings.steppable();
        directory = Files.createDirectories(work.resolve("redis"));
        log = work.resolve("redis.log");
        clock = new RedisWallClock(work.resolve("redis.clock"));
        executable = steppable.isPresent()
                ? steppable.get().command(clock.file())
                : List.of(RedisBinary.in(work).toString());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    static RedisServer start(Settings settings) throws IOException, InterruptedException {
        RedisServer redis = new RedisServer(settings);
        redis.start();
        return redis;
    }

    int port() {
        return port;
    }

    /** Returns when it serves. */
    public void start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(executable);
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                // With everysec, it writes nothing while an fsync runs: killed then, it loses what it has answered.
                "no",
                "--logfile",
                log.toString()));
        process = processes.start(command, directory, log);
        Waiting.await("Redis serves", PATIENCE, this::serves);
    }

    private boolean serves() {
        try {
            return call("PING").equals("PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL. */
    public void kill() {
        process().kill();
    }

    /** SIGTERM: it writes what it has. */
    public void terminate() throws InterruptedException {
        process().terminate(Duration.ofSeconds(20));
    }

    public void suspend() throws IOException, InterruptedException {
        process().suspend();
    }

    public void resume() throws IOException, InterruptedException {
        process().resume();
    }

    /** Deletes its data; it is down. */
    public void wipe() throws IOException {
        deleteTree(directory.resolve("appendonlydir"));
    }

    /** Keeps a copy of its data as it is now, to come back with {@link #revert}; it is down. */
    public void keepCopy() throws IOException {
        deleteTree(directory.resolve("earlier"));
        copyTree(directory.resolve("appendonlydir"), directory.resolve("earlier"));
    }

    /** Puts the copy in place of its data; it is down. */
    public void revert() throws IOException {
        wipe();
        copyTree(directory.resolve("earlier"), directory.resolve("appendonlydir"));
    }

    @Override
    public RedisWallClock clock() {
        return clock;
    }

    /** Puts its clock forward, or back; it must be one that can be stepped. Returns when it shows the new time. */
    public void step(Duration by) throws IOException, InterruptedException {
        clock.step(by);
        Waiting.await("Redis's clock is put elsewhere", STEPPED, this::showsItsTime);
    }

    private boolean showsItsTime() {
        try {
            String time = call("EVAL", "return redis.call('TIME')[1]", "0");
            return Math.abs(Long.parseLong(time) - clock.micros() / 1_000_000) <= 2;
        } catch (IOException away) {
            return false;
        }
    }

    @Override
    public String call(String... command) throws IOException {
        return Resp.call(port, command);
    }

    /** All processes end together. */
    @Override
    public void close() {}

    private ChildProcess process() {
        return Objects.requireNonNull(process, "not started");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
