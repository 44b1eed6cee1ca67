package parley.app.doctor;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.redis.embedded.EmbeddedRedis;

/** Looks at the Redis that {@code up} would start. */
final class EmbeddedServer {

    private EmbeddedServer() {}

    /** @param executable that of {@code PARLEY_REDIS_SERVER}; null or empty for none */
    static Finding find(Path data, @Nullable String executable) {
        try {
            return Finding.well(
                    "embedded Redis",
                    EmbeddedRedis.whichRuns(
                            Directories.existing(data),
                            executable == null || executable.isEmpty() ? null : Path.of(executable)));
        } catch (IOException e) {
            return Finding.unwell(
                    "embedded Redis",
                    String.valueOf(e.getMessage()),
                    "install redis-server, let --data name a directory where programs may run, or let --redis name one"
                            + " that runs");
        }
    }
}
