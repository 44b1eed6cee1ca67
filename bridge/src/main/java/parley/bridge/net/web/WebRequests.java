package parley.bridge.net.web;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;
import parley.protocol.ErrorCode;

/** Says what requests are answered with. For all threads. */
final class WebRequests {
    private static final String CHAT = "/chat";
    private static final String RETRY_SECONDS = "10";

    private WebRequests() {}

    /**
     * Null where it makes the connection a WebSocket.
     *
     * @param refusal why nobody is let in here; null where they are
     */
    static @Nullable FullHttpResponse answer(WebSite site, HttpRequest request, @Nullable Refusal refusal) {
        String path = request.uri().split("[?#]", 2)[0];
        if (path.equals(CHAT)) {
            return chat(site, request);
        }
        if (refusal != null) {
            return refused(refusal);
        }
        PageFile file = site.page().at(path);
        if (file == null) {
            return WebAnswer.line(HttpResponseStatus.NOT_FOUND, "There is nothing here; the chat is at /");
        }
        if (!isRead(request.method())) {
            return notAllowed("GET, HEAD");
        }
        boolean known =
                request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH).stream().anyMatch(file::isKnownBy);
        return known ? WebAnswer.known(file) : WebAnswer.file(file);
    }

    private static @Nullable FullHttpResponse chat(WebSite site, HttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return notAllowed("GET");
        }
        HttpResponseStatus wrong = site.handshake().refusal(request);
        if (wrong == null) {
            return null;
        }
        if (wrong.equals(HttpResponseStatus.FORBIDDEN)) {
            return WebAnswer.line(wrong, "Pages from there may not connect here");
        }
        if (!wrong.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            return WebAnswer.line(wrong, "That is no handshake of a WebSocket");
        }
        FullHttpResponse answer = WebAnswer.line(wrong, "Here are WebSockets only; the chat is at /");
        answer.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, OpeningHandshake.VERSION);
        return answer;
    }

    private static FullHttpResponse notAllowed(String methods) {
        FullHttpResponse answer = WebAnswer.line(HttpResponseStatus.METHOD_NOT_ALLOWED, "There is only " + methods);
        answer.headers().set(HttpHeaderNames.ALLOW, methods);
        return answer;
    }

    private static FullHttpResponse refused(Refusal refusal) {
        if (refusal.code() == ErrorCode.BANNED) {
            return WebAnswer.line(HttpResponseStatus.FORBIDDEN, refusal.line());
        }
        FullHttpResponse answer = WebAnswer.line(
                refusal.code() == ErrorCode.RATE_LIMITED
                        ? HttpResponseStatus.TOO_MANY_REQUESTS
                        : HttpResponseStatus.SERVICE_UNAVAILABLE,
                refusal.line());
        answer.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        return answer;
    }

    /** What could not be read, or has a body. */
    static FullHttpResponse unreadable(HttpRequest request, DecoderResult how) {
        if (how.cause() instanceof TooLongHttpLineException) {
            return WebAnswer.line(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request's first line is too long");
        }
        if (how.cause() instanceof TooLongHttpHeaderException) {
            return WebAnswer.line(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's headers are too long");
        }
        return how.isFailure() || isRead(request.method())
                ? WebAnswer.line(HttpResponseStatus.BAD_REQUEST, "That is no request that can be answered")
                : notAllowed("GET, HEAD");
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
