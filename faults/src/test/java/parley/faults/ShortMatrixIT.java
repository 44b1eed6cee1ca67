package parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.Programs;
import parley.faults.deployment.RedisTopology;
import parley.faults.fault.FaultKind;

/** The quick ones of the faults, once each, in this order; {@code faults/run} is for all of them, and for as long as one likes. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ShortMatrixIT {
    private static final long SEED = 17;
    private static final List<FaultKind> QUICK = List.of(
            FaultKind.BRIDGE_KILL,
            FaultKind.ARCHIVER_KILL,
            FaultKind.REDIS_KILL,
            FaultKind.SCRIPT_FLUSH,
            FaultKind.CLIENT_KILL_NORMAL,
            FaultKind.CLIENT_KILL_PUBSUB,
            FaultKind.CLIENT_PAUSE_ALL,
            FaultKind.BRIDGE_STOP_SHORT,
            FaultKind.BRIDGE_STOP_LEFT,
            FaultKind.REDIS_STOP_SHORT,
            FaultKind.DEL_USERS,
            FaultKind.BRIDGE_HALF_OPEN,
            FaultKind.ARCHIVER_HALF_OPEN,
            FaultKind.FLUSHALL,
            FaultKind.REDIS_EMPTY);

    @TempDir
    Path directory;

    @Test
    void everyPromiseHoldsOnOneServer() throws Exception {
        assertPromisesHold(RedisTopology.SERVER, QUICK);
    }

    @Test
    void everyPromiseHoldsWithSentinels() throws Exception {
        assertPromisesHold(RedisTopology.SENTINEL, List.of(FaultKind.SENTINEL_SWITCH, FaultKind.SENTINEL_KILL));
    }

    @Test
    void everyPromiseHoldsInACluster() throws Exception {
        assertPromisesHold(RedisTopology.CLUSTER, List.of(FaultKind.CLUSTER_SLOT_MOVE, FaultKind.CLUSTER_SWITCH));
    }

    private void assertPromisesHold(RedisTopology redis, List<FaultKind> kinds) throws Exception {
        Path jar = Path.of(System.getProperty("parley.jar", "../app/target/parley.jar"))
                .toAbsolutePath()
                .normalize();
        Settings settings = new Settings(
                Programs.of(jar),
                redis,
                SEED,
                kinds.size(),
                kinds,
                false,
                new Deployment.Bridges(2, false),
                1_000,
                directory.resolve("RESULTS.md"));

        assertThat(Main.run(settings, System.out)).hasSize(kinds.size()).allMatch(RoundResult::isGood);
    }
}
