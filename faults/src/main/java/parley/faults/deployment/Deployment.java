package parley.faults.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.harness.process.ChildProcess;
import parley.harness.process.ChildProcesses;

/** Runs one Redis, some bridges and an archiver, each as its own process, joined by proxies on the loopback interface only. */
public final class Deployment implements AutoCloseable {
    private final ChildProcesses processes = new ChildProcesses();
    private final Programs programs;
    private final Path work;
    private final Path data;
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final RedisServer redis;
    private final List<BridgeProcess> bridges = new ArrayList<>();
    private final ArchiverProcess archiver;

    private Deployment(Programs programs, Path work, int bridgeCount, Optional<SteppableRedis> steppable)
            throws IOException {
        this.programs = programs;
        this.work = work;
        data = Files.createDirectories(work.resolve("data"));
        redis = new RedisServer(processes, work, steppable);
        for (int number = 0; number < bridgeCount; number++) {
            Path jar = number == bridgeCount - 1 ? programs.lastBridge() : programs.bridge();
            bridges.add(new BridgeProcess(processes, jar, work, number, redisProxy(), proxy()));
        }
        archiver = new ArchiverProcess(processes, programs.archiver(), work, data, redisProxy());
    }

    /**
     * Starts everything; returns when all is ready.
     *
     * @param steppable the Redis to start in place of the bundled one
     */
    public static Deployment start(Programs programs, Path work, int bridgeCount, Optional<SteppableRedis> steppable)
            throws IOException, InterruptedException {
        Deployment deployment = new Deployment(programs, work, bridgeCount, steppable);
        try {
            deployment.redis.start();
            deployment.archiver.begin();
            for (BridgeProcess bridge : deployment.bridges) {
                bridge.begin();
            }
            deployment.archiver.awaitReady();
            for (BridgeProcess bridge : deployment.bridges) {
                bridge.awaitReady();
            }
            return deployment;
        } catch (IOException | InterruptedException e) {
            deployment.close();
            throw e;
        }
    }

    private TcpProxy proxy() throws IOException {
        TcpProxy proxy = TcpProxy.open();
        proxies.add(proxy);
        return proxy;
    }

    private TcpProxy redisProxy() throws IOException {
        TcpProxy proxy = proxy();
        proxy.lead(redis.port());
        return proxy;
    }

    /** Another way in, which leads to the first bridge until it is told otherwise. */
    public FrontDoor frontDoor() throws IOException {
        FrontDoor door = new FrontDoor(proxy());
        door.lead(bridges.get(0));
        return door;
    }

    /** Starts somebody else's program, which ends with all the others. Its output goes to {@code <name>.log}. */
    public ChildProcess start(String name, List<String> command) throws IOException, InterruptedException {
        return processes.start(command, work, work.resolve(name + ".log"));
    }

    public RedisServer redis() {
        return redis;
    }

    public List<BridgeProcess> bridges() {
        return bridges;
    }

    public ArchiverProcess archiver() {
        return archiver;
    }

    /** The archive's file. */
    public Path archive() {
        return data.resolve("archive.db");
    }

    /** What {@code archive verify --json} prints. */
    public List<String> verifyArchive() throws IOException {
        Process verify = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        programs.archiver().toString(),
                        "archive",
                        "verify",
                        "--json",
                        "--data=" + data)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        work.resolve("verify.log").toFile()))
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(verify.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    @Override
    public void close() throws IOException {
        processes.close();
        for (TcpProxy proxy : proxies) {
            proxy.close();
        }
    }
}
