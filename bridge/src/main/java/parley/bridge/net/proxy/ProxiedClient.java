package parley.bridge.net.proxy;

import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Says whose connection a header speaks of.
 *
 * @param address the client's; that of the balancer where the header names none of the Internet's
 * @param isBalancer whether it names none: the balancer looks whether somebody is there (LOCAL, or UNKNOWN in version 1), or
 *     itself doesn't know whom it speaks for, as behind a Unix socket
 */
public record ProxiedClient(InetAddress address, boolean isBalancer) {

    /** @param peer the balancer's address */
    static ProxiedClient of(HAProxyMessage header, InetAddress peer) {
        return switch (header.proxiedProtocol().addressFamily()) {
            case AF_IPv4, AF_IPv6 -> new ProxiedClient(address(header.sourceAddress()), false);
            case AF_UNIX, AF_UNSPEC -> new ProxiedClient(peer, true);
        };
    }

    /** What is mapped into IPv6 is an IPv4 address. */
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException(none);
        }
    }
}
