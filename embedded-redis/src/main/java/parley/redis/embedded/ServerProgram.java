package parley.redis.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names a redis-server that can be run: one that is installed, or the bundled one, which is unpacked where it runs.
 *
 * @param installed null for the bundled one
 * @param version null where it is not known
 */
record ServerProgram(@Nullable Path installed, @Nullable ServerVersion version) {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    /** One that somebody chose, whatever its version. */
    static ServerProgram given(Path executable) {
        try {
            return new ServerProgram(executable, ServerVersion.of(executable));
        } catch (IOException e) {
            log.debug("{} does not say its version: {}", executable, e.getMessage());
            return new ServerProgram(executable, null);
        }
    }

    /**
     * What may be run, the best first: a redis-server on {@code PATH} that is not older than the bundled one, for a
     * distribution mends its own without changing the number; then the bundled one. Where none is bundled, whatever is on
     * {@code PATH}. Why one on {@code PATH} is passed over is logged.
     *
     * @throws IOException if there is none
     */
    static List<ServerProgram> choose(@Nullable String path) throws IOException {
        List<ServerProgram> programs = new ArrayList<>();
        boolean bundled = RedisBinary.isBundled();
        Path found = RedisBinary.onPath(path);
        if (found != null) {
            ServerProgram installed = installed(found, bundled);
            if (installed != null) {
                programs.add(installed);
            }
        }
        if (bundled) {
            programs.add(new ServerProgram(null, RedisBinary.BUNDLED_VERSION));
        }
        if (programs.isEmpty()) {
            throw new IOException("no redis-server is bundled for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ", and none of use is on PATH");
        }
        return programs;
    }

    private static @Nullable ServerProgram installed(Path found, boolean bundled) {
        try {
            ServerVersion version = ServerVersion.of(found);
            if (!bundled || version.compareTo(RedisBinary.BUNDLED_VERSION) >= 0) {
                return new ServerProgram(found, version);
            }
            log.info("{} is older ({}) than the bundled Redis, which is run in its place", found, version);
        } catch (IOException e) {
            log.warn("{} is of no use as Redis: {}", found, e.getMessage());
        }
        return null;
    }

    /** Its file, for a server that runs in that directory. */
    Path file(Path directory) throws IOException {
        return installed == null ? RedisBinary.in(directory) : installed;
    }

    @Override
    public String toString() {
        return (installed == null ? "the bundled Redis" : installed.toString())
                + (version == null ? "" : " (" + version + ")");
    }
}
