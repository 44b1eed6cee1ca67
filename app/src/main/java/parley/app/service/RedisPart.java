package parley.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.protocol.RedisRights;
import parley.protocol.metric.Metric;
import parley.redis.embedded.AclUser;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.endpoint.RedisEndpoint;

/** Runs the Redis that this process keeps for itself. */
record RedisPart(EmbeddedRedis redis) implements Part {

    /** Names a redis-server to run in place of the bundled one. */
    static final String EXECUTABLE = "PARLEY_REDIS_SERVER";

    /**
     * @param directClients whether others on this machine may use it too, as a direct client does
     * @throws CommandException if it does not start, for one because another process uses the directory
     */
    static RedisPart start(Path directory, @Nullable String executable, boolean directClients) {
        List<AclUser> users = new ArrayList<>(List.of(
                AclUser.withPassword(RedisRights.BRIDGE.user(), RedisRights.BRIDGE.rules()),
                AclUser.withPassword(RedisRights.ARCHIVER.user(), RedisRights.ARCHIVER.rules())));
        if (directClients) {
            users.add(AclUser.withoutPassword(RedisRights.DIRECT_CLIENT.user(), RedisRights.DIRECT_CLIENT.rules()));
        }
        try {
            return new RedisPart(EmbeddedRedis.start(
                    directory, executable == null || executable.isEmpty() ? null : Path.of(executable), users));
        } catch (IOException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    /** Where it is, for the user with those rights. */
    RedisEndpoint endpoint(RedisRights rights) {
        return RedisEndpoint.parse(redis.uri(rights.user()));
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
