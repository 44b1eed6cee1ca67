package parley.redis.endpoint;

import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.SocketAddressResolver;
import java.io.Serial;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Leads to one address of a node; TLS goes by the node's name all the same. */
final class NodeUri extends RedisURI {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient @Nullable InetSocketAddress address;

    private NodeUri(Node node, Duration timeout) {
        super(node.host(), node.port(), timeout);
        this.address = node.address() == null ? null : new InetSocketAddress(node.address(), node.port());
    }

    /** @param how says all but where */
    static RedisURI of(Node node, RedisURI how, Duration timeout) {
        NodeUri uri = new NodeUri(node, timeout);
        uri.applyAuthentication(how);
        uri.applySsl(how);
        uri.setDatabase(how.getDatabase());
        uri.setDriverInfo(how.getDriverInfo());
        if (how.getClientName() != null) {
            uri.setClientName(how.getClientName());
        }
        return uri;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof NodeUri uri && Objects.equals(address, uri.address);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** Leaves what is looked up already as it is. */
    static final class Resolver extends SocketAddressResolver {
        Resolver() {
            super(DnsResolvers.UNRESOLVED);
        }

        @Override
        public SocketAddress resolve(RedisURI uri) {
            InetSocketAddress known = uri instanceof NodeUri node ? node.address : null;
            return known == null ? super.resolve(uri) : known;
        }
    }
}
