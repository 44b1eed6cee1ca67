package parley.bridge.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.proxy.TrustedProxies;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.web.WebOptions;

/**
 * Says where a bridge listens for people.
 *
 * @param lines for telnet, nc and other clients; port 0 picks one
 * @param tls where TLS is spoken too, and by which certificate; null for nowhere
 * @param web where browsers are served; null for nowhere
 * @param proxies whose connections begin with a header that says for whom they are, at all of these
 */
public record DoorOptions(
        InetSocketAddress lines,
        @Nullable TlsOptions tls,
        @Nullable WebOptions web,
        TrustedProxies proxies) {

    /** Without TLS, for no browsers, and behind no balancer. */
    public DoorOptions(InetSocketAddress lines) {
        this(lines, null, null, TrustedProxies.NONE);
    }

    public DoorOptions withTls(@Nullable TlsOptions options) {
        return new DoorOptions(lines, options, web, proxies);
    }

    public DoorOptions withWeb(@Nullable WebOptions options) {
        return new DoorOptions(lines, tls, options, proxies);
    }

    public DoorOptions behind(TrustedProxies others) {
        return new DoorOptions(lines, tls, web, others);
    }
}
