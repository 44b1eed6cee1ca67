package parley.bridge.net.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

/** Lines on their way to a reader that takes them when it likes. */
class FrameWriterTest {
    /** Keeps what is written until it is taken. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {
        private final Deque<ByteBuf> pending = new ArrayDeque<>();
        private final Deque<ChannelPromise> promises = new ArrayDeque<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            pending.add((ByteBuf) message);
            promises.add(promise);
        }

        int bytes() {
            return pending.stream().mapToInt(ByteBuf::readableBytes).sum();
        }

        byte[] take() {
            ByteBuf bytes = pending.remove();
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy).release();
            promises.remove().trySuccess();
            return copy;
        }
    }

    private final Socket socket = new Socket();
    private final EmbeddedChannel channel = new EmbeddedChannel(socket, new FrameWriter());
    private final ByteBuf received = Unpooled.buffer();

    @AfterEach
    void close() {
        channel.close();
        channel.finishAndReleaseAll();
        socket.pending.forEach(ReferenceCountUtil::release);
    }

    private void takeAll() {
        while (!socket.pending.isEmpty()) {
            received.writeBytes(socket.take());
            channel.runPendingTasks();
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        while (received.isReadable()) {
            int first = received.readUnsignedByte();
            int length = received.readUnsignedByte();
            length = length == 126 ? received.readUnsignedShort() : length == 127 ? (int) received.readLong() : length;
            lines.add(
                    (first == 0x81 ? "" : Integer.toHexString(first) + " ") + received.readCharSequence(length, UTF_8));
        }
        return lines;
    }

    private static SharedLines shared(String... lines) {
        return new SharedLines(Unpooled.copiedBuffer(String.join("\r\n", lines) + "\r\n", UTF_8));
    }

    private static ByteBuf framed(String line) {
        ByteBuf frame = Unpooled.buffer();
        new WebSocketLines(1).line(frame, line);
        return frame;
    }

    @Test
    void frameEachLineWhateverItsLength() {
        String[] said = {"", "ü", "x".repeat(125), "x".repeat(126), "☃".repeat(21_845), "y".repeat(70_000), "z"};
        channel.write(shared(said), channel.voidPromise());
        channel.flush();
        takeAll();
        assertThat(lines()).containsExactly(said);
        assertThat(channel.isWritable()).isTrue();
    }

    @Test
    void copyOnePieceForAReaderThatStalls() {
        String[] said = new String[1_000];
        for (int line = 0; line < said.length; line++) {
            said[line] = line + "x".repeat(100);
        }
        SharedLines shared = shared(said);
        channel.write(shared, channel.voidPromise());
        channel.flush();
        assertThat(socket.bytes()).isBetween(Limits.UNTAKEN_BYTES, Limits.UNTAKEN_BYTES + 200);
        assertThat(channel.isWritable()).isFalse();
        assertThat(shared.refCnt()).isEqualTo(1);
        takeAll();
        assertThat(shared.refCnt()).isZero();
        assertThat(channel.isWritable()).isTrue();
        assertThat(lines()).containsExactly(said);
    }

    @Test
    void keepTheOrderOfAll() {
        String many = "x".repeat(Limits.UNTAKEN_BYTES);
        channel.write(framed("1"));
        channel.write(shared(many, many, "2"));
        channel.write(framed("3"));
        ChannelPromise last = channel.newPromise();
        channel.write(Unpooled.EMPTY_BUFFER, last);
        channel.flush();
        assertThat(last.isDone()).isFalse();
        takeAll();
        assertThat(last.isSuccess()).isTrue();
        assertThat(lines()).containsExactly("1", many, many, "2", "3");
    }

    @Test
    void answerOnlyTheLastPingToAReaderThatStalls() {
        channel.write(shared("x".repeat(Limits.UNTAKEN_BYTES), "2"));
        channel.flush();
        for (int ping = 0; ping < 1_000; ping++) {
            channel.writeAndFlush(new Pong(("p" + ping).getBytes(UTF_8)), channel.voidPromise());
        }
        assertThat(socket.pending).hasSize(1);
        takeAll();
        assertThat(lines()).containsExactly("x".repeat(Limits.UNTAKEN_BYTES), "8a p999", "2");
    }

    @Test
    void sayThatTheyHaveEnoughBeforeTheyAreFlushed() {
        SharedLines shared = shared("x".repeat(Limits.TURN_BYTES));
        channel.write(shared);
        assertThat(channel.isWritable()).isFalse();
        channel.flush();
        takeAll();
        assertThat(channel.isWritable()).isTrue();
    }

    @Test
    void giveBackWhatIsNotSentAtTheEnd() {
        SharedLines shared = shared("x".repeat(Limits.UNTAKEN_BYTES), "2");
        ChannelPromise last = channel.newPromise();
        channel.write(shared);
        channel.write(framed("3"), last);
        channel.flush();
        channel.close();
        assertThat(shared.refCnt()).isZero();
        assertThat(last.isDone()).isTrue();
        assertThat(last.isSuccess()).isFalse();
    }
}
