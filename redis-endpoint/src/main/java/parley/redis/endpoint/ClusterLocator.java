package parley.redis.endpoint;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Knows nodes of a Cluster: those that were named, and where a node may be asked for them, the others. Any of them says which has
 * Parley's slot, by refusing.
 */
final class ClusterLocator implements NodeLocator {
    private static final int MOST = 1_000;

    private final List<Node> named;
    private Set<Node> others = Set.of();
    private @Nullable Node owner;
    private final Map<Node, Integer> failures = new HashMap<>();
    private int failed;

    ClusterLocator(List<Node> named) {
        this.named = named;
    }

    /** First the one that had the slot, then those that were named; but what failed last goes last. */
    @Override
    public synchronized CompletionStage<List<Node>> candidates() {
        Set<Node> nodes = new LinkedHashSet<>();
        if (owner != null) {
            nodes.add(owner);
        }
        nodes.addAll(named);
        nodes.addAll(others);
        List<Node> sorted = new ArrayList<>(nodes);
        sorted.sort(Comparator.comparing(node -> failures.getOrDefault(plain(node), 0)));
        return CompletableFuture.completedFuture(sorted);
    }

    @Override
    public synchronized void failed(Node node) {
        failures.put(plain(node), ++failed);
    }

    @Override
    public synchronized void found(Node node, StatefulRedisConnection<String, ?> connection) {
        owner = plain(node);
        failures.clear();
        NodeCheck.asText(connection)
                .async()
                .dispatch(
                        CommandType.CLUSTER,
                        new ArrayOutput<>(StringCodec.UTF8),
                        new CommandArgs<>(StringCodec.UTF8).add("SLOTS"))
                // Who may not ask goes by the nodes that were named.
                .thenAccept(slots -> learn(slots, node));
    }

    /** A line for each range: its first slot, its last, and its nodes, of which each begins with host and port. */
    private synchronized void learn(List<Object> slots, Node asked) {
        Set<Node> found = new LinkedHashSet<>();
        for (Object range : slots) {
            if (range instanceof List<?> parts) {
                parts.stream().skip(2).forEach(part -> {
                    if (part instanceof List<?> node && node.size() >= 2 && found.size() < MOST) {
                        Node known = Node.parse(node.get(0) + ":" + node.get(1), asked);
                        if (known != null) {
                            found.add(plain(known));
                        }
                    }
                });
            }
        }
        others = found;
    }

    private static Node plain(Node node) {
        return new Node(node.host(), node.port());
    }
}
