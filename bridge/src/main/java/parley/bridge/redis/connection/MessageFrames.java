package parley.bridge.redis.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.PubSubCommandHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parley.redis.endpoint.AsyncRedisClient;

/**
 * Takes the messages of a subscription off its connection before Lettuce decodes them, which costs several times as much: they are
 * nearly all that comes. Anything else goes on to Lettuce, whole and in its place among the messages. What is no RESP2 ends that:
 * then all that follows is Lettuce's.
 */
public final class MessageFrames extends ByteToMessageDecoder {
    /** How a frame of a message begins; its channel and its payload follow as bulk strings. */
    private static final ByteBuf HEAD =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer("*3\r\n$7\r\nmessage\r\n".getBytes(US_ASCII)));

    private static final int HEAD_BYTES = HEAD.readableBytes();

    private final @Nullable Installer installer;
    private @Nullable BiConsumer<String, byte[]> messages;
    private boolean passing;

    /** The channel of the last message: that of the next is mostly the same. */
    private String channel = "";

    private ByteBuf channelBytes = Unpooled.EMPTY_BUFFER;
    /** Where the bulk string begins that {@link #bulk} has found, and where it ends. */
    private int start;

    private int end;

    /** One whose messages are Lettuce's until its connection comes up. */
    private MessageFrames(Installer installer) {
        this.installer = installer;
    }

    /** @param messages told of each, with its channel, on the connection's loop */
    public MessageFrames(BiConsumer<String, byte[]> messages) {
        this.installer = null;
        this.messages = messages;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        Installer bringing = installer;
        if (bringing == null) {
            super.channelActive(context);
            return;
        }
        bringing.activating = this;
        try {
            super.channelActive(context);
        } finally {
            bringing.activating = null;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        BiConsumer<String, byte[]> to = messages;
        while (to != null && !passing && in.isReadable() && takeMessage(in, to)) {
            // One after the other.
        }
        if (!in.isReadable() || (to != null && !passing && mayBeMessage(in))) {
            return;
        }
        int behind = passing ? in.writerIndex() : RespValue.end(in, in.readerIndex());
        if (behind == RespValue.UNKNOWN) {
            passing = true;
            behind = in.writerIndex();
        }
        if (behind != RespValue.INCOMPLETE) {
            out.add(in.readRetainedSlice(behind - in.readerIndex()));
        }
    }

    /** Whether what is there is as much of a message as has come. */
    private static boolean mayBeMessage(ByteBuf in) {
        int length = Math.min(HEAD_BYTES, in.readableBytes());
        return ByteBufUtil.equals(in, in.readerIndex(), HEAD, 0, length);
    }

    /** Hands the next message on, if it is all there. */
    private boolean takeMessage(ByteBuf in, BiConsumer<String, byte[]> to) {
        if (in.readableBytes() < HEAD_BYTES || !mayBeMessage(in) || !bulk(in, in.readerIndex() + HEAD_BYTES)) {
            return false;
        }
        int channelStart = start;
        int channelEnd = end;
        if (!bulk(in, channelEnd + 2)) {
            return false;
        }
        nameChannel(in, channelStart, channelEnd - channelStart);
        byte[] payload = new byte[end - start];
        in.getBytes(start, payload);
        in.readerIndex(end + 2);
        to.accept(channel, payload);
        return true;
    }

    private void nameChannel(ByteBuf in, int from, int length) {
        if (length != channelBytes.readableBytes() || !ByteBufUtil.equals(in, from, channelBytes, 0, length)) {
            byte[] name = new byte[length];
            in.getBytes(from, name);
            channelBytes = Unpooled.wrappedBuffer(name);
            channel = new String(name, UTF_8);
        }
    }

    /** Finds the bulk string whose header begins there; false where it is not all there, or none. */
    private boolean bulk(ByteBuf in, int header) {
        if (header >= in.writerIndex()) {
            return false;
        }
        if (in.getByte(header) != '$') {
            passing = true;
            return false;
        }
        int lineFeed = RespValue.lineFeed(in, header);
        int length = RespValue.number(in, header + 1, lineFeed);
        passing = length == RespValue.UNKNOWN;
        start = lineFeed + 1;
        end = start + length;
        if (length < 0 || length > in.writerIndex() - start - 2) {
            return false;
        }
        passing = !RespValue.isLineEnd(in, end);
        return !passing;
    }

    /** Puts one before Lettuce's handler of each subscription, and brings it together with the connection. On one loop. */
    static final class Installer implements RedisConnectionStateListener {
        /** The one whose connection is just coming up: Lettuce does not say which channel a connection has. */
        private @Nullable MessageFrames activating;

        /** Where the channel is that of a subscription, and has Lettuce's handlers. */
        void install(Channel channel) {
            ChannelHandlerContext lettuces = channel.pipeline().context(PubSubCommandHandler.class);
            if (lettuces != null) {
                channel.pipeline().addBefore(lettuces.name(), null, new MessageFrames(this));
            }
        }

        @Override
        @SuppressWarnings("unchecked") // The dialer opens no others.
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            if (activating != null && connection instanceof AsyncRedisClient.Subscription<?, ?> subscription) {
                activating.messages = ((AsyncRedisClient.Subscription<String, byte[]>) subscription)::deliver;
            }
        }
    }
}
