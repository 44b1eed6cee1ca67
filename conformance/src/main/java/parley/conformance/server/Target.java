package parley.conformance.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server that is tried.
 *
 * @param operator the path of its operator's socket; null where nobody plays the operator
 * @param redis the URI of its Redis; null where nobody plays a direct client
 * @param options with which it was started, as transcripts name them
 */
public record Target(
        InetSocketAddress address,
        @Nullable Path operator,
        @Nullable String redis,
        Map<String, String> options) {}
