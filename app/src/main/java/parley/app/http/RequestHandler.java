package parley.app.http;

import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, one after the other: the next is read when the answer before it was taken. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);
    private static final int SECONDS = 10;

    private final Function<String, HttpAnswer> pages;
    private final OpenConnections open;
    private @Nullable ScheduledFuture<?> deadline;

    RequestHandler(Function<String, HttpAnswer> pages, OpenConnections open) {
        this.pages = pages;
        this.open = open;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open.opened(context.channel());
        setDeadline(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        open.closed(context.channel());
    }

    private void awaitRequest(ChannelHandlerContext context) {
        setDeadline(context);
        context.channel().config().setAutoRead(true);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        open.asked(context.channel());
        context.channel().config().setAutoRead(false);
        setDeadline(context);
        HttpMethod method = request.method();
        HttpAnswer answer;
        if (request.decoderResult().isFailure()) {
            answer = HttpAnswer.line(400, "not a request that can be read");
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            answer = page(request.uri());
        } else {
            answer = HttpAnswer.line(405, "only GET and HEAD");
        }
        FullHttpResponse response = response(answer, method.equals(HttpMethod.HEAD));
        if (request.decoderResult().isFailure()) {
            response.headers().set(CONNECTION, HttpHeaderValues.CLOSE);
        }
        ChannelFuture written = context.writeAndFlush(response);
        boolean last = request.decoderResult().isFailure();
        written.addListener(done -> {
            if (last || !done.isSuccess()) {
                context.close();
            } else if (context.channel().isActive()) {
                // Others first.
                context.executor().execute(() -> awaitRequest(context));
            }
        });
    }

    private HttpAnswer page(String uri) {
        try {
            return pages.apply(new QueryStringDecoder(uri).path());
        } catch (IllegalArgumentException malformed) {
            return HttpAnswer.line(400, "not a path that can be read");
        } catch (RuntimeException broken) {
            log.error("A page could not be made", broken);
            return HttpAnswer.line(500, "this page could not be made; the log says why");
        }
    }

    private static FullHttpResponse response(HttpAnswer answer, boolean withoutBody) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        ByteBuf content = withoutBody ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), content);
        response.headers()
                .set(CONTENT_TYPE, answer.type())
                .set(CACHE_CONTROL, "no-store")
                .set(CONTENT_LENGTH, body.length);
        if (answer.status() == 405) {
            response.headers().set(ALLOW, "GET, HEAD");
        }
        return response;
    }

    private void setDeadline(ChannelHandlerContext context) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> context.close(), SECONDS, TimeUnit.SECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.debug("A connection for HTTP is closed", cause);
        }
        context.close();
    }
}
