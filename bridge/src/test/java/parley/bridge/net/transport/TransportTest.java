package parley.bridge.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.bridge.limits.Limits;

/** What the system holds for a connection that one side doesn't read. */
class TransportTest {
    private static final int PIECE = 16 * 1024;
    /** More than the system would hold of itself. */
    private static final int MUCH = 64 * 1024 * 1024;

    private static final int CLIENT_BUFFER = 64 * 1024;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aReaderThatStallsLeavesABoundedPartWithTheSystem(Transport transport) throws IOException {
        LongAdder taken = new LongAdder();
        serve(transport, new Flood(taken), client -> {
            // The server's socket has what it takes when nothing more goes between two looks.
            settled(taken);
            long expected = transport == Transport.EPOLL ? Limits.UNSENT_BYTES : 2L * Limits.SEND_BUFFER_BYTES;
            assertThat(taken.sum()).isBetween(1L, expected + 4L * CLIENT_BUFFER);
        });
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientThatIsReadFromNoLongerIsHeldUp(Transport transport) throws IOException {
        LongAdder read = new LongAdder();
        serve(transport, new Deafened(read), client -> {
            client.setSendBufferSize(CLIENT_BUFFER);
            LongAdder sent = new LongAdder();
            Thread sender = new Thread(() -> {
                byte[] piece = new byte[PIECE];
                try {
                    for (long left = MUCH; left > 0; left -= PIECE) {
                        client.getOutputStream().write(piece);
                        sent.add(PIECE);
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            sender.start();
            settled(sent);
            assertThat(sent.sum() - read.sum()).isLessThan(2L * Limits.RECEIVE_BUFFER_BYTES + 4L * CLIENT_BUFFER);
            client.close();
            join(sender);
        });
    }

    private static void settled(LongAdder bytes) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(250, TimeUnit.MILLISECONDS).until(() -> {
            long now = bytes.sum();
            return now > 0 && before.getAndSet(now) == now;
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    /** Sends without end, and counts what the system has taken. */
    private static final class Flood extends ChannelInboundHandlerAdapter {
        private final LongAdder taken;

        Flood(LongAdder taken) {
            this.taken = taken;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            write(context);
        }

        private void write(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(new byte[PIECE])).addListener(written -> {
                if (written.isSuccess() && taken.sum() < MUCH) {
                    taken.add(PIECE);
                    context.executor().execute(() -> write(context));
                }
            });
        }
    }

    /** Reads much, so that the system would give it more room, and then nothing more. */
    private static final class Deafened extends ChannelInboundHandlerAdapter {
        private final LongAdder read;

        Deafened(LongAdder read) {
            this.read = read;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            read.add(((ByteBuf) message).readableBytes());
            ReferenceCountUtil.release(message);
            context.channel().config().setAutoRead(read.sum() < MUCH / 2);
        }
    }

    private interface Check {
        void with(Socket client) throws IOException;
    }

    private static void serve(Transport transport, ChannelHandler handler, Check check) throws IOException {
        assumeThat(transport == Transport.EPOLL && !Epoll.isAvailable()).isFalse();
        assumeThat(transport == Transport.KQUEUE && !KQueue.isAvailable()).isFalse();
        EventLoopGroup loop = transport.group(1, "transport-test");
        try {
            ServerBootstrap server = new ServerBootstrap()
                    .group(loop)
                    .channel(transport.tcp())
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(handler);
            transport.boundBuffers(server);
            Channel listener =
                    server.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            try (Socket client = new Socket()) {
                client.setReceiveBufferSize(CLIENT_BUFFER);
                client.connect(listener.localAddress() instanceof InetSocketAddress tcp ? tcp : null);
                check.with(client);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
