package parley.bridge.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.chat.session.Line;
import parley.bridge.net.line.LineFormat;

/** Compares the reader, which gets the bytes in pieces, with Netty's decoder of whole frames. */
class FrameReaderFuzzTest {
    private static final int MAX_LINE = 24;
    private static final int MANY_BYTES = 65_536;

    @FuzzTest
    void frames(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        FrameReader reader = new FrameReader(MAX_LINE, new LineFormat.Receiver() {
            @Override
            public void line(Line line) {
                lines.add(line);
            }

            @Override
            public void aside(Object message) {
                assertThat(message).isInstanceOf(Pong.class);
            }
        });
        for (int start = 0, end; start < bytes.length; start = end) {
            end = Math.min(bytes.length, start + 1 + (bytes[start] & 0x1F));
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, start, end - start);
            while (piece.isReadable() && !reader.isOver()) {
                reader.accept(piece);
            }
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.text()).doesNotContain("\n", "\r", "\0"));
        if (bytes.length < MANY_BYTES) {
            // A line is too long before its message has ended.
            lines.removeIf(line -> line.form() == Line.Form.TOO_LONG);
            assertThat(lines).isEqualTo(linesByNetty(bytes));
        }
    }

    private static List<Line> linesByNetty(byte[] bytes) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MANY_BYTES)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(true)
                .build();
        List<Line> lines = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(
                new WebSocket13FrameDecoder(config),
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(MANY_BYTES),
                new LinesOfFrames(lines));
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
        channel.finishAndReleaseAll();
        return lines;
    }

    /** What follows something that can't be taken counts for nothing. */
    private static final class LinesOfFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final List<Line> lines;
        private boolean over;

        LinesOfFrames(List<Line> lines) {
            this.lines = lines;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame) {
                return;
            }
            over |= !(frame instanceof TextWebSocketFrame);
            if (!over && frame.content().readableBytes() <= MAX_LINE) {
                String text = ((TextWebSocketFrame) frame).text();
                boolean broken = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
                lines.add(broken ? Line.BAD_ENCODING : Line.of(text));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            assertThat(cause).isInstanceOf(CodecException.class);
            over = true;
        }
    }
}
