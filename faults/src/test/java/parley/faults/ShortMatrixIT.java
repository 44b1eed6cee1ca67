package parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.faults.fault.Kind;

/** The quick ones of the faults, once each, in this order; {@code faults/run} is for all of them, and for as long as one likes. */
class ShortMatrixIT {
    private static final long SEED = 17;
    private static final List<Kind> QUICK = List.of(
            Kind.BRIDGE_KILL,
            Kind.ARCHIVER_KILL,
            Kind.REDIS_KILL,
            Kind.SCRIPT_FLUSH,
            Kind.CLIENT_KILL_NORMAL,
            Kind.CLIENT_KILL_PUBSUB,
            Kind.CLIENT_PAUSE_ALL,
            Kind.BRIDGE_STOP_SHORT,
            Kind.REDIS_STOP_SHORT,
            Kind.DEL_USERS,
            Kind.BRIDGE_HALF_OPEN,
            Kind.ARCHIVER_HALF_OPEN,
            Kind.FLUSHALL,
            Kind.REDIS_EMPTY);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void everyPromiseHolds(@TempDir Path directory) throws Exception {
        Path jar = Path.of(System.getProperty("parley.jar", "../app/target/parley.jar"))
                .toAbsolutePath()
                .normalize();
        Settings settings =
                new Settings(jar, SEED, QUICK.size(), QUICK, false, 2, 1_000, directory.resolve("RESULTS.md"));

        assertThat(Main.run(settings, System.out)).hasSize(QUICK.size()).allMatch(Outcome::isGood);
    }
}
