package parley.bridge.net.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Makes the answers to requests, each with what keeps a browser from taking the page for anything else. */
final class WebAnswer {
    /** Nothing but the page's own files, and the WebSocket of its host; nothing that came as text ever becomes more than text. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String PLAIN = "text/plain; charset=utf-8";

    private WebAnswer() {}

    /** A file of the page. */
    static FullHttpResponse file(PageFile file) {
        FullHttpResponse answer = answer(HttpResponseStatus.OK, file.type(), file.content());
        return tagged(answer, file);
    }

    /** The client has that file. */
    static FullHttpResponse known(PageFile file) {
        FullHttpResponse answer = bare(HttpResponseStatus.NOT_MODIFIED, Unpooled.EMPTY_BUFFER);
        return tagged(answer, file);
    }

    /** Browsers ask each time whether the file is still the same, so a server that was replaced has its own page at once. */
    private static FullHttpResponse tagged(FullHttpResponse answer, PageFile file) {
        answer.headers().set(HttpHeaderNames.ETAG, file.tag()).set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        return answer;
    }

    /** A line of text. */
    static FullHttpResponse line(HttpResponseStatus status, String text) {
        ByteBuf content = Unpooled.copiedBuffer(text + "\n", StandardCharsets.UTF_8);
        FullHttpResponse answer = answer(status, PLAIN, content);
        answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return answer;
    }

    /** A WebSocket begins. */
    static FullHttpResponse switching() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    }

    private static FullHttpResponse answer(HttpResponseStatus status, String type, ByteBuf content) {
        FullHttpResponse answer = bare(status, content);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        return answer;
    }

    private static FullHttpResponse bare(HttpResponseStatus status, ByteBuf content) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        answer.headers()
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .set("x-content-type-options", "nosniff")
                .set("referrer-policy", "no-referrer")
                .set("cross-origin-opener-policy", "same-origin")
                .set("cross-origin-resource-policy", "same-origin");
        return answer;
    }
}
