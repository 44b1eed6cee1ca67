package parley.bridge.net.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges requests for a WebSocket, by RFC 6455 and by the page they come from, and says what accepts them. For all threads. */
final class OpeningHandshake {
    static final String SUBPROTOCOL = "parley.1";
    static final String VERSION = "13";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final WebOptions options;

    OpeningHandshake(WebOptions options) {
        this.options = options;
    }

    /** Whether the request is one for a WebSocket, however well it is made. */
    static boolean isAskedFor(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Why it is refused; null where it isn't. */
    @Nullable
    HttpResponseStatus refusal(HttpRequest request) {
        if (!mayConnect(request.headers())) {
            return HttpResponseStatus.FORBIDDEN;
        }
        boolean isVersion =
                request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION));
        if (!isAskedFor(request) || !isVersion) {
            return HttpResponseStatus.UPGRADE_REQUIRED;
        }
        boolean isWhole = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0
                && isKey(request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY));
        return isWhole ? null : HttpResponseStatus.BAD_REQUEST;
    }

    /** Whoever names no page is no browser. */
    private boolean mayConnect(HttpHeaders headers) {
        List<String> named = headers.getAll(HttpHeaderNames.ORIGIN);
        if (named.isEmpty()) {
            return true;
        }
        WebOrigin origin = named.size() == 1 ? WebOrigin.parse(named.get(0)) : null;
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean isHosts = origin != null
                && hosts.size() == 1
                && origin.isOf(hosts.get(0))
                && (origin.isSecured() || !options.secured());
        return origin != null && (isHosts || options.origins().contains(origin));
    }

    private static boolean isKey(List<String> keys) {
        try {
            return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0).strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** The headers that accept a request which is not refused. */
    static void accept(HttpHeaders request, HttpHeaders answer) {
        answer.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(
                        HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                        proof(request.get(HttpHeaderNames.SEC_WEBSOCKET_KEY).strip()));
        if (request.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL, false)) {
            answer.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL);
        }
    }

    private static String proof(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }
}
