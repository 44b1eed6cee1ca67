package parley.faults.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One Redis, some bridges and an archiver, each its own process, joined by wires on the loopback interface only. */
public final class World implements AutoCloseable {
    private final Nursery nursery = new Nursery();
    private final Path jar;
    private final Path work;
    private final Path data;
    private final List<Wire> wires = new ArrayList<>();
    private final RedisServer redis;
    private final List<BridgeProcess> bridges = new ArrayList<>();
    private final ArchiverProcess archiver;

    private World(Path jar, Path work, int bridgeCount, Optional<SteppableRedis> steppable) throws IOException {
        this.jar = jar;
        this.work = work;
        data = Files.createDirectories(work.resolve("data"));
        redis = new RedisServer(nursery, work, steppable);
        for (int number = 0; number < bridgeCount; number++) {
            bridges.add(new BridgeProcess(nursery, jar, work, number, redisWire(), wire()));
        }
        archiver = new ArchiverProcess(nursery, jar, work, data, redisWire());
    }

    /**
     * Starts everything; returns when all is ready.
     *
     * @param steppable the Redis to start in place of the bundled one
     */
    public static World start(Path jar, Path work, int bridgeCount, Optional<SteppableRedis> steppable)
            throws IOException, InterruptedException {
        World world = new World(jar, work, bridgeCount, steppable);
        try {
            world.redis.start();
            world.archiver.begin();
            for (BridgeProcess bridge : world.bridges) {
                bridge.begin();
            }
            world.archiver.awaitReady();
            for (BridgeProcess bridge : world.bridges) {
                bridge.awaitReady();
            }
            return world;
        } catch (IOException | InterruptedException e) {
            world.close();
            throw e;
        }
    }

    private Wire wire() throws IOException {
        Wire wire = Wire.open();
        wires.add(wire);
        return wire;
    }

    private Wire redisWire() throws IOException {
        Wire wire = wire();
        wire.lead(redis.port());
        return wire;
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
                        jar.toString(),
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
        nursery.close();
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
