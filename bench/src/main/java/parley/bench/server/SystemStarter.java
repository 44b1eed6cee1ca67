package parley.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.bench.heap.SessionHeap;
import parley.bench.load.Wire;
import parley.bench.wire.FloorWire;
import parley.bench.wire.IrcWire;
import parley.bench.wire.JetStreamWire;
import parley.bench.wire.NatsWire;
import parley.bench.wire.ParleyWire;
import parley.bench.wire.RedisWire;
import parley.bench.wire.ScriptWire;
import parley.bench.wire.StreamWire;
import parley.redis.embedded.EmbeddedRedis;

/** Starts systems on free ports of the loopback interface, from the configurations in {@code bench/peers}. */
public final class SystemStarter {
    private final Path root;
    private final Path scratch;
    private final Cores cores;
    private int started;

    /**
     * @param root Parley's own folder
     * @param scratch for logs, sockets and filled-in configurations
     */
    public SystemStarter(Path root, Path scratch, Cores cores) {
        this.root = root;
        this.scratch = scratch;
        this.cores = cores;
    }

    public RunningSystem start(Contender contender) throws IOException {
        return switch (contender) {
            case FLOOR -> floor();
            case PARLEY -> parley(1);
            case REDIS -> peer(contender, new RedisWire(), "redis/redis.conf", List.of());
            case STREAM -> peer(contender, new StreamWire(), "redis/redis.conf", List.of());
            case NATS -> peer(contender, new NatsWire(), "nats/nats.conf", List.of("-c"));
            case JETSTREAM -> peer(contender, new JetStreamWire(), "jetstream/jetstream.conf", List.of("-c"));
            case NGIRCD -> peer(contender, IrcWire.ngircd(), "ngircd/ngircd.conf", List.of("-n", "-f"));
            case INSPIRCD ->
                peer(
                        contender,
                        IrcWire.inspircd(),
                        "inspircd/inspircd.conf",
                        List.of("--nofork", "--runasroot", "--config"));
        };
    }

    /** So many bridges on one Redis, which stores what it is given as that of {@code ./parley up} does. */
    public RunningSystem parley(int bridges) throws IOException {
        EmbeddedRedis redis = storing();
        List<ChildProcess.Ready> ready = new ArrayList<>();
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            cores.moveToServers(redis.pid());
            for (int i = 0; i < bridges; i++) {
                ready.add(bridge(redis.uri()));
                addresses.add(ready.get(i).address());
            }
        } catch (IOException failed) {
            ready.forEach(bridge -> bridge.child().close());
            redis.close();
            throw failed;
        }
        RunningSystem system = new RunningSystem(new ParleyWire(), addresses)
                .compiling()
                .with("redis", redis.pid(), redis)
                .at("redis", redis.port());
        for (int i = 0; i < bridges; i++) {
            ChildProcess child = ready.get(i).child();
            system.with(i == 0 ? "bridge" : "bridge" + i, child.pid(), child);
        }
        return system;
    }

    private EmbeddedRedis storing() throws IOException {
        return EmbeddedRedis.start(folder("redis"), null);
    }

    /** Redis alone, for Parley's script; it stores as Parley's does. */
    public RunningSystem script() throws IOException {
        EmbeddedRedis redis = storing();
        cores.moveToServers(redis.pid());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.port());
        return new RunningSystem(new ScriptWire(), List.of(address))
                .with("redis", redis.pid(), redis)
                .at("redis", redis.port());
    }

    private ChildProcess.Ready bridge(String redis) throws IOException {
        Path folder = folder("bridge");
        return ChildProcess.startAndAwait(
                cores,
                folder.resolve("log"),
                List.of(
                        root.resolve("parley").toString(),
                        "bridge",
                        "--redis=" + redis,
                        "--port=0",
                        "--rate=0",
                        "--byte-rate=0",
                        "--max-per-address=0",
                        "--connect-rate=0",
                        "--max-line=8192",
                        "--admin-socket=" + folder.resolve("admin.sock")));
    }

    private RunningSystem floor() throws IOException {
        Path program = scratch.resolve("floor");
        if (!Files.exists(program)) {
            build(List.of(
                    "gcc",
                    "-O2",
                    "-o",
                    program.toString(),
                    root.resolve("bench/floor/floor.c").toString()));
        }
        ChildProcess.Ready ready =
                ChildProcess.startAndAwait(cores, folder("floor").resolve("log"), List.of(program.toString()));
        return new RunningSystem(new FloorWire(), List.of(ready.address()))
                .with("server", ready.child().pid(), ready.child());
    }

    /** @param options that stand before the configuration's path */
    private RunningSystem peer(Contender contender, Wire wire, String configuration, List<String> options)
            throws IOException {
        InetSocketAddress address = ChildProcess.freeAddress();
        Path folder = folder(contender.name());
        Path filled = folder.resolve(Path.of(configuration).getFileName());
        String text = Files.readString(root.resolve("bench/peers").resolve(configuration));
        Files.writeString(
                filled,
                text.replace("@PORT@", Integer.toString(address.getPort())).replace("@DIR@", folder.toString()));
        List<String> command = new ArrayList<>(List.of(contender.executable()));
        command.addAll(options);
        command.add(filled.toString());
        ChildProcess child = ChildProcess.start(cores, folder.resolve("log"), command);
        try {
            child.awaitPort(address);
        } catch (IOException failed) {
            child.close();
            throw failed;
        }
        return new RunningSystem(wire, List.of(address)).with("server", child.pid(), child);
    }

    /** An archiver that writes into the folder what is on that Redis. */
    public RunningSystem archiver(Path folder, int redisPort) throws IOException {
        ChildProcess child = run(
                folder.resolve("log"),
                List.of(
                        root.resolve("parley").toString(),
                        "archiver",
                        "--redis=redis://127.0.0.1:" + redisPort,
                        "--data=" + folder));
        return new RunningSystem(new ParleyWire(), List.of()).with("archiver", child.pid(), child);
    }

    /** Logs so many in without sockets, in a JVM of their own; see {@link SessionHeap}. */
    public ChildProcess.Ready sessionHeap(int sessions, int seconds) throws IOException {
        return ChildProcess.startAndAwait(
                cores,
                folder("session-heap").resolve("log"),
                List.of(
                        java(),
                        "-Xmx6g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SessionHeap.class.getName(),
                        Integer.toString(sessions),
                        Integer.toString(seconds)));
    }

    /** Starts any command on the servers' core. */
    public ChildProcess run(Path log, List<String> command) throws IOException {
        return ChildProcess.start(cores, log, command);
    }

    /** Starts the whole system from there in a new folder, and ends it; returns the seconds until it was ready. */
    public double up(Path from) throws IOException {
        Path folder = folder("up");
        return ready(List.of(
                from.resolve("parley").toString(),
                "up",
                "--port=0",
                "--data=" + folder,
                "--admin-socket=" + folder.resolve("admin.sock")));
    }

    /** The same of what is measured. */
    public double up() throws IOException {
        return up(root);
    }

    /** What Parley is cloned to, anew, with nothing built. */
    public Path cloned() throws IOException {
        Path folder = folder("clone");
        build(List.of("git", "clone", "--quiet", root.toString(), folder.toString()));
        return folder;
    }

    /** The seconds until a JVM has said a word. */
    public double jvm() throws IOException {
        return ready(List.of(java(), "-cp", System.getProperty("java.class.path"), HelloWorld.class.getName()));
    }

    /** The seconds until the Redis that others use has answered. */
    public double redis() throws IOException {
        long start = System.nanoTime();
        try (RunningSystem ignored = start(Contender.REDIS);
                RedisClient client = new RedisClient(ignored.addresses().get(0).getPort())) {
            client.send("PING");
            client.await();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private double ready(List<String> command) throws IOException {
        Path log = folder("start").resolve("log");
        long start = System.nanoTime();
        ChildProcess.Ready ready = ChildProcess.startAndAwait(cores.asUsersHave(), log, command);
        double seconds = (System.nanoTime() - start) / 1e9;
        ready.child().close();
        return seconds;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A new folder of its own. */
    public Path folder(String name) throws IOException {
        started++;
        return Files.createDirectories(scratch.resolve(name + started));
    }

    private static void build(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + command);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
