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
import org.jspecify.annotations.Nullable;
import parley.harness.process.ChildProcess;
import parley.harness.process.ChildProcesses;
import parley.harness.redis.RedisNodes;

/** Runs Redis, some bridges and an archiver, each as its own process, joined by proxies on the loopback interface only. */
public final class Deployment implements AutoCloseable {
    private final ChildProcesses processes;
    private final Programs programs;
    private final Path work;
    private final Path data;
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final RedisSetup redis;
    private final List<BridgeProcess> bridges = new ArrayList<>();
    private final ArchiverProcess archiver;
    private @Nullable Balancer balancer;

    /** How many bridges, and whether all are behind a balancer, where those who come can't choose. */
    public record Bridges(int count, boolean balanced) {}

    private Deployment(ChildProcesses processes, RedisSetup redis, Programs programs, Path work, Bridges wanted)
            throws IOException {
        this.processes = processes;
        this.redis = redis;
        this.programs = programs;
        this.work = work;
        data = Files.createDirectories(work.resolve("data"));
        for (int number = 0; number < wanted.count(); number++) {
            Path jar = number == wanted.count() - 1 ? programs.lastBridge() : programs.bridge();
            int http = wanted.balanced() ? RedisNodes.freePort() : 0;
            List<String> options = wanted.balanced() ? Balancer.optionsOfBridges() : List.of();
            bridges.add(new BridgeProcess(
                    processes, jar, work, number, new BridgeDoors(redisWay(), proxy(), http, options)));
        }
        archiver = new ArchiverProcess(processes, programs.archiver(), work, data, redisWay());
    }

    /** Starts everything; returns when all is ready. */
    public static Deployment start(RedisTopology topology, Programs programs, Path work, int bridgeCount)
            throws IOException, InterruptedException {
        return start(topology, Optional.empty(), programs, work, new Bridges(bridgeCount, false));
    }

    /**
     * The same.
     *
     * @param steppable the Redis to start in place of the bundled one, where it is a single one
     */
    public static Deployment start(
            RedisTopology topology, Optional<SteppableRedis> steppable, Programs programs, Path work, Bridges wanted)
            throws IOException, InterruptedException {
        ChildProcesses processes = new ChildProcesses();
        boolean started = false;
        try {
            RedisSetup redis = topology.start(new RedisServer.Settings(processes, work, steppable));
            try {
                Deployment deployment = new Deployment(processes, redis, programs, work, wanted);
                deployment.startAll(wanted);
                started = true;
                return deployment;
            } finally {
                if (!started) {
                    redis.close();
                }
            }
        } finally {
            if (!started) {
                processes.close();
            }
        }
    }

    private void startAll(Bridges wanted) throws IOException, InterruptedException {
        archiver.begin();
        for (BridgeProcess bridge : bridges) {
            bridge.begin();
        }
        archiver.awaitReady();
        for (BridgeProcess bridge : bridges) {
            bridge.awaitReady();
        }
        if (wanted.balanced()) {
            balancer = Balancer.start(processes, work, bridges);
        }
    }

    private TcpProxy proxy() throws IOException {
        TcpProxy proxy = TcpProxy.open();
        proxies.add(proxy);
        return proxy;
    }

    private RedisWay redisWay() throws IOException {
        if (redis instanceof SentinelSetup sentinels) {
            return RedisWay.directly(sentinels.redis().uri());
        }
        if (redis instanceof ClusterSetup cluster) {
            return RedisWay.directly(cluster.redis().uri());
        }
        TcpProxy proxy = proxy();
        proxy.lead(redis(RedisServer.class).port());
        return RedisWay.through(proxy);
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

    public RedisSetup redis() {
        return redis;
    }

    /** The same, as that which it is. */
    public <T extends RedisSetup> T redis(Class<T> kind) {
        return kind.cast(redis);
    }

    public List<BridgeProcess> bridges() {
        return bridges;
    }

    /** Where those who come reach each of the bridges, or the balancer before all of them. */
    public List<Integer> ports() {
        return balancer == null ? bridges.stream().map(BridgeProcess::port).toList() : List.of(balancer.port());
    }

    /** Whether nobody can choose a bridge. */
    public boolean isBalanced() {
        return balancer != null;
    }

    /** Whether there is a balancer on this machine. */
    public static boolean canBalance() {
        return Balancer.isInstalled();
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
        redis.close();
        for (TcpProxy proxy : proxies) {
            proxy.close();
        }
    }
}
