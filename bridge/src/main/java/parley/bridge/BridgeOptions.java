package parley.bridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.web.WebOptions;
import parley.redis.endpoint.RedisEndpoint;

/**
 * Holds what a bridge is told at its start.
 *
 * @param address to listen on; port 0 picks one
 * @param redis where Redis is, and how to log in there
 * @param adminSocket where the operator's socket is made
 * @param tls where TLS is spoken too, and by which certificate; null for nowhere
 * @param web where browsers are served; null for nowhere
 */
public record BridgeOptions(
        InetSocketAddress address,
        RedisEndpoint redis,
        Path adminSocket,
        Limits limits,
        @Nullable TlsOptions tls,
        @Nullable WebOptions web) {

    /** Without TLS, and for no browsers. */
    public BridgeOptions(InetSocketAddress address, String redis, Path adminSocket, Limits limits) {
        this(address, RedisEndpoint.parse(redis), adminSocket, limits, null, null);
    }

    public BridgeOptions withTls(@Nullable TlsOptions options) {
        return new BridgeOptions(address, redis, adminSocket, limits, options, web);
    }

    public BridgeOptions withWeb(@Nullable WebOptions options) {
        return new BridgeOptions(address, redis, adminSocket, limits, tls, options);
    }
}
