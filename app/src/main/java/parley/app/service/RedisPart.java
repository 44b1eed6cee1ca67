package parley.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.protocol.Metric;
import parley.redis.embedded.EmbeddedRedis;

/** Runs the Redis that this process keeps for itself. */
record RedisPart(EmbeddedRedis redis) implements Part {

    /** Names a redis-server to run in place of the bundled one. */
    static final String EXECUTABLE = "PARLEY_REDIS_SERVER";

    /** @throws CommandException if it does not start, for one because another process uses the directory */
    static RedisPart start(Path directory, @Nullable String executable) {
        try {
            return new RedisPart(EmbeddedRedis.start(
                    directory, executable == null || executable.isEmpty() ? null : Path.of(executable)));
        } catch (IOException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public @Nullable String trouble() {
        return redis.pid() == 0 ? "the embedded Redis is down" : null;
    }

    @Override
    public List<Metric> metrics() {
        return List.of();
    }

    @Override
    public void stop() {
        redis.close();
    }
}
