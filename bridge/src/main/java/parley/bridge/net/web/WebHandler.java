package parley.bridge.net.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.line.GentleClose;
import parley.bridge.net.websocket.FrameWriter;
import parley.bridge.net.websocket.WebSocketLines;

/**
 * Serves one connection's requests, each within its time, until one of them makes it a WebSocket. On its event loop only; stands
 * behind Netty's {@link HttpServerCodec}.
 */
final class WebHandler extends ChannelInboundHandlerAdapter {
    private final WebSite site;
    private final InetAddress address;
    private final @Nullable Refusal refusal;
    private @Nullable HttpRequest request;
    /** Answers that are not sent. */
    private int unsent;
    /** Whether no further request is looked at. */
    private boolean over;
    /** Whether nothing more will come. */
    private boolean inputOver;

    private @Nullable Future<?> deadline;
    /** What came behind the request that opens a WebSocket. */
    private @Nullable ByteBuf early;

    WebHandler(WebSite site, InetAddress address, @Nullable Refusal refusal) {
        this.site = site;
        this.address = address;
        this.refusal = refusal;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        within(Limits.HTTP_REQUEST_TIME, context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            early = bytes;
            return;
        }
        try {
            if (!over) {
                read(context, (HttpObject) message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest begun) {
            request = begun;
        }
        HttpRequest asked = Objects.requireNonNull(request, "a request before what belongs to it");
        boolean hasBody =
                part instanceof HttpContent content && content.content().isReadable();
        if (hasBody || part.decoderResult().isFailure()) {
            // Nothing here has a use for a body, and where the next request begins need not be known.
            answer(context, WebRequests.unreadable(asked, part.decoderResult()), false);
        } else if (part instanceof LastHttpContent) {
            answer(context, asked);
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest asked) {
        FullHttpResponse answer = WebRequests.answer(site, asked, refusal);
        if (answer != null) {
            answer(context, answer, HttpUtil.isKeepAlive(asked) && refusal == null);
        } else {
            openWebSocket(context, asked);
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpResponse answer, boolean staysOpen) {
        site.answered(answer.status());
        unsent++;
        HttpUtil.setKeepAlive(answer, staysOpen);
        within(Limits.HTTP_ANSWER_TIME, context);
        context.write(answer).addListener(sent -> sent(context));
        if (!staysOpen || unsent > Limits.HTTP_REQUESTS) {
            close(context);
        }
        context.flush();
    }

    private void sent(ChannelHandlerContext context) {
        unsent--;
        if (unsent == 0 && !over) {
            within(Limits.HTTP_REQUEST_TIME, context);
            if (inputOver) {
                close(context);
            }
        }
    }

    private void close(ChannelHandlerContext context) {
        over = true;
        GentleClose.start(context.channel(), inputOver);
    }

    private void openWebSocket(ChannelHandlerContext context, HttpRequest asked) {
        over = true;
        cancelDeadline();
        FullHttpResponse accepted = WebAnswer.switching();
        OpeningHandshake.accept(asked.headers(), accepted.headers());
        site.answered(accepted.status());
        context.write(accepted, context.voidPromise());
        context.pipeline().remove(HttpServerCodec.class);
        if (refusal == null) {
            context.pipeline().addLast(new FrameWriter());
            site.becomeSession(context.channel(), address);
            context.fireChannelActive();
            passOn(context);
        } else {
            site.leave(context.channel());
            context.write(refused(context, refusal), context.voidPromise());
            GentleClose.start(context.channel(), inputOver);
        }
        context.pipeline().remove(this);
    }

    private static ByteBuf refused(ChannelHandlerContext context, Refusal refusal) {
        ByteBuf words = context.alloc().ioBuffer(ByteBufUtil.utf8MaxBytes(refusal.line()));
        WebSocketLines lines = new WebSocketLines(0);
        lines.line(words, refusal.line());
        return words.writeBytes(lines.end());
    }

    private void passOn(ChannelHandlerContext context) {
        ByteBuf bytes = early;
        if (bytes != null) {
            early = null;
            context.fireChannelRead(bytes);
        }
        if (inputOver) {
            context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            inputOver = true;
            if (unsent == 0 && !over) {
                close(context);
            }
        }
    }

    private void within(Duration time, ChannelHandlerContext context) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        Future<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancelDeadline();
        ReferenceCountUtil.release(early);
        early = null;
    }

    /** Whatever it is, it ends this connection and no other. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
