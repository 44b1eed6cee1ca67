package parley.conformance.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server that is tried.
 *
 * @param operator the path of its operator's socket; null where nobody plays the operator
 * @param redis the URI of its Redis; null where nobody plays a direct client
 */
public record Target(
        InetSocketAddress address,
        @Nullable Path operator,
        @Nullable String redis) {}
