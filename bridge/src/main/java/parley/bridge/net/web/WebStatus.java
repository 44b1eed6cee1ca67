package parley.bridge.net.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;

/** Is what a request was answered with, to be counted. */
enum WebStatus {
    SWITCHING_PROTOCOLS(101),
    OK(200),
    NOT_MODIFIED(304),
    BAD_REQUEST(400),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    URI_TOO_LONG(414),
    UPGRADE_REQUIRED(426),
    TOO_MANY_REQUESTS(429),
    HEADERS_TOO_LARGE(431),
    SERVICE_UNAVAILABLE(503);

    private final int code;

    WebStatus(int code) {
        this.code = code;
    }

    static WebStatus of(HttpResponseStatus status) {
        return Arrays.stream(values())
                .filter(each -> each.code == status.code())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(status.toString()));
    }

    /** What it is counted under. */
    String label() {
        return String.valueOf(code);
    }
}
