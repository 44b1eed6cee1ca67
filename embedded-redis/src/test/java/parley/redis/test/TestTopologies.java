package parley.redis.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNodes;
import parley.harness.redis.SentinelRedis;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.redis.embedded.RedisBinary;

/** Starts several servers of the embedded kind, with the users of {@link TestRedis}, in a directory of the test's. */
public final class TestTopologies {
    private TestTopologies() {}

    /** A Cluster, of which Parley's slot is meant. */
    public static ClusterRedis cluster(Path directory) throws IOException {
        return ClusterRedis.start(nodes(directory), RedisNames.USERS);
    }

    /** A master, its replicas, and sentinels. */
    public static SentinelRedis sentinels(Path directory, int replicas) throws IOException {
        return SentinelRedis.start(nodes(directory), replicas);
    }

    /** None yet. */
    public static RedisNodes nodes(Path directory) throws IOException {
        List<String> users = new ArrayList<>();
        for (RedisRights rights : List.of(RedisRights.BRIDGE, RedisRights.ARCHIVER)) {
            users.addAll(List.of("--user", rights.user(), "on", ">" + TestRedis.PASSWORD));
            users.addAll(List.of(rights.rules().split(" ")));
        }
        return new RedisNodes(RedisBinary.in(Files.createDirectories(directory)), directory, users);
    }
}
