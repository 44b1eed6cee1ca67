package parley.bridge.net.web;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Says where browsers are served.
 *
 * @param address to listen on; port 0 picks one
 * @param orAnyPort whether another port will do where that one is in use
 * @param origins whose pages may connect, beside those of the host itself
 * @param secured whether it is HTTPS and WSS, by the bridge's certificate
 */
public record WebOptions(InetSocketAddress address, boolean orAnyPort, Set<WebOrigin> origins, boolean secured) {

    public WebOptions {
        origins = Set.copyOf(origins);
    }

    /** Without TLS, for pages of the host only, and on that port. */
    public static WebOptions on(InetSocketAddress address) {
        return new WebOptions(address, false, Set.of(), false);
    }
}
