package parley.redis.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.SentinelRedis;

/**
 * Gives the tests of a class a {@link ClusterRedis} or a {@link SentinelRedis} with two replicas, the same to all of them, and to
 * each in a state in which the master may be gone.
 */
public final class SharedTopology implements ParameterResolver {
    private static final int REPLICAS = 2;

    /** What was started, and where. */
    private record Started(Object redis, Runnable end, Path directory) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            end.run();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return List.of(ClusterRedis.class, SentinelRedis.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> wanted = parameter.getParameter().getType();
        Object redis = test.getParent()
                .orElseThrow()
                .getStore(Namespace.create(SharedTopology.class))
                .getOrComputeIfAbsent(wanted, SharedTopology::start, Started.class)
                .redis();
        if (redis instanceof ClusterRedis cluster) {
            cluster.awaitWhole();
        } else if (redis instanceof SentinelRedis sentinels) {
            sentinels.awaitReplica();
        }
        return redis;
    }

    private static Started start(Class<?> wanted) {
        try {
            Path directory = Files.createTempDirectory("parley-topology");
            if (wanted == ClusterRedis.class) {
                ClusterRedis cluster = TestTopologies.cluster(directory);
                return new Started(cluster, cluster::close, directory);
            }
            SentinelRedis sentinels = TestTopologies.sentinels(directory, REPLICAS);
            return new Started(sentinels, sentinels::close, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
