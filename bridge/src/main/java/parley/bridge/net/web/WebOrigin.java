package parley.bridge.net.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is where a page comes from, as browsers say it in {@code Origin}: {@code https://chat.example.org}, or with a port.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in brackets
 * @param port the scheme's own where none was named
 */
public record WebOrigin(String scheme, String host, int port) {
    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Null where the text is none. */
    public static @Nullable WebOrigin parse(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean bare = uri.getUserInfo() == null
                    && "".equals(uri.getRawPath())
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!bare || uri.getHost() == null || !(scheme.equals(HTTP) || scheme.equals(HTTPS))) {
                return null;
            }
            int usual = scheme.equals(HTTP) ? HTTP_PORT : HTTPS_PORT;
            int port = uri.getPort() == -1 ? usual : uri.getPort();
            return port > 0xFFFF ? null : new WebOrigin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
        } catch (URISyntaxException none) {
            return null;
        }
    }

    /** Whether a page from here is one of the host that a request names in {@code Host}. */
    boolean isOf(String host) {
        return equals(parse(scheme + "://" + host));
    }

    boolean isSecured() {
        return scheme.equals(HTTPS);
    }
}
