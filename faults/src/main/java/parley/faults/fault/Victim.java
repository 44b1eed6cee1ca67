package parley.faults.fault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.harness.redis.RedisNode;

/** Remembers the server that a fault takes hold of: which one that is turns out when it begins. */
final class Victim {
    private @Nullable RedisNode node;

    RedisNode choose(RedisNode chosen) {
        node = chosen;
        return chosen;
    }

    RedisNode node() {
        return Objects.requireNonNull(node, "the fault has not begun");
    }
}
