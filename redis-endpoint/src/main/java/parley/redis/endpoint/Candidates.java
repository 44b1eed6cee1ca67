package parley.redis.endpoint;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps which servers are yet to be tried, each once. One thread at a time. */
final class Candidates {
    /** A Cluster that is being put together may send one from node to node. */
    private static final int MOST = 64;

    private final Deque<Node> left;
    private final Set<String> tried = new HashSet<>();

    Candidates(List<Node> nodes) {
        left = new ArrayDeque<>(nodes);
    }

    /** Null where none is left. */
    @Nullable
    Node next() {
        Node node = left.poll();
        while (node != null && (tried.size() >= MOST || !tried.add(key(node)))) {
            node = left.poll();
        }
        return node;
    }

    /** A name and an address of it are two things to try. */
    private static String key(Node node) {
        return (node.address() == null ? "name " : "address ") + node.where();
    }

    /** These go before all others, and the preferred one before them. */
    void first(List<Node> nodes, String preferred) {
        nodes.stream()
                .sorted(Comparator.comparing((Node node) -> node.where().equals(preferred)))
                .forEach(left::addFirst);
    }
}
