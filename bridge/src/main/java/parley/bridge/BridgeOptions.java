package parley.bridge;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;
import parley.bridge.net.DoorOptions;
import parley.bridge.net.proxy.TrustedProxies;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.web.WebOptions;
import parley.redis.endpoint.RedisEndpoint;

/**
 * Holds what a bridge is told at its start.
 *
 * @param doors where it listens for people
 * @param redis where Redis is, and how to log in there
 * @param adminSocket where the operator's socket is made
 * @param software what greetings call it: a name, and which version where that is known
 */
public record BridgeOptions(DoorOptions doors, RedisEndpoint redis, Path adminSocket, Limits limits, String software) {
    private static final String NAME = "Parley";

    /** Of a version that nobody is told. */
    public BridgeOptions(DoorOptions doors, RedisEndpoint redis, Path adminSocket, Limits limits) {
        this(doors, redis, adminSocket, limits, NAME);
    }

    /** Without TLS, for no browsers, and behind no balancer. */
    public BridgeOptions(InetSocketAddress address, String redis, Path adminSocket, Limits limits) {
        this(new DoorOptions(address), RedisEndpoint.parse(redis), adminSocket, limits);
    }

    public BridgeOptions withTls(@Nullable TlsOptions options) {
        return with(doors.withTls(options));
    }

    public BridgeOptions withWeb(@Nullable WebOptions options) {
        return with(doors.withWeb(options));
    }

    public BridgeOptions behind(TrustedProxies proxies) {
        return with(doors.behind(proxies));
    }

    /** Greets as that version. */
    public BridgeOptions ofVersion(String version) {
        return new BridgeOptions(doors, redis, adminSocket, limits, NAME + " " + version);
    }

    private BridgeOptions with(DoorOptions others) {
        return new BridgeOptions(others, redis, adminSocket, limits, software);
    }
}
