package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.budget.LineBudget;
import parley.bridge.chat.session.Conversation;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.LineEndpoint;
import parley.bridge.chat.session.Request;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.protocol.metric.DurationCounter;

/** Who writes when many have long answers on one loop. */
class TurnsTest {
    private static final int CLIENTS = 20;
    private static final int ANSWER_BYTES = 1024 * 1024;
    /** Not copied for each. */
    private static final ByteBuffer ANSWER =
            ByteBuffer.allocateDirect(ANSWER_BYTES).put(lines()).flip();

    /** What was written on the loop, in order; null where it looked at its connections. Touched on the loop only. */
    private final List<Written> log = new ArrayList<>();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new Watched());
    private final EventLoop eventLoop = group.next();
    private final LineLoop loop = new LineLoop(eventLoop, new DurationCounter());

    private record Written(@Nullable Client by, int bytes) {}

    private static byte[] lines() {
        byte[] lines = new byte[ANSWER_BYTES];
        Arrays.fill(lines, (byte) '\n');
        return lines;
    }

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void theLoopLooksAtItsConnectionsAfterEachRound() {
        askAll();

        int round = 0;
        for (Written written : log) {
            round = written == null ? 0 : round + written.bytes;
            assertThat(round).isLessThanOrEqualTo(Limits.ROUND_BYTES + 2 * Limits.TURN_BYTES);
        }
    }

    @Test
    void theLoopLooksAtItsConnectionsAlsoWhereManyHaveNothingToWrite() {
        int many = 20 * Limits.ROUND_BYTES / Limits.WAKE_BYTES;
        int[] woken = {0};
        List<Runnable> waiting = new ArrayList<>();
        eventLoop.submit(() -> {
            Turns turns = new Turns(eventLoop);
            turns.wrote(Limits.ROUND_BYTES);
            for (int i = 0; i < many; i++) {
                waiting.add(() -> {
                    woken[0]++;
                    log.add(new Written(null, Limits.WAKE_BYTES));
                });
                turns.take(waiting.get(i));
            }
        });
        await().until(() -> eventLoop.submit(() -> woken[0]).get() == many);
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();

        int round = 0;
        for (Written written : log) {
            round = written == null ? 0 : round + written.bytes;
            assertThat(round).isLessThanOrEqualTo(Limits.ROUND_BYTES);
        }
    }

    @Test
    void nobodyIsTwoPiecesAheadOfWhoeverAskedAsWell() {
        List<Client> clients = askAll();

        int[] pieces = new int[CLIENTS];
        for (Written written : log) {
            if (written != null && written.bytes >= Limits.TURN_BYTES) {
                pieces[clients.indexOf(written.by)]++;
                int most = Arrays.stream(pieces).max().orElseThrow();
                assertThat(Arrays.stream(pieces)).allMatch(some -> some >= most - 1);
            }
        }
        assertThat(pieces).containsOnly(ANSWER_BYTES / Limits.TURN_BYTES);
    }

    @Test
    void whoIsGoneHoldsUpNobody() {
        List<Client> clients = new ArrayList<>();
        eventLoop.submit(() -> {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client());
            }
            clients.forEach(Client::ask);
            clients.subList(0, CLIENTS - 1).forEach(Client::leave);
        });

        await().until(() -> bytes(clients, CLIENTS - 1) == ANSWER_BYTES + "OK\r\n".length());
    }

    /** Has all ask at once; returns when all are answered. */
    private List<Client> askAll() {
        List<Client> clients = new ArrayList<>();
        eventLoop.submit(() -> {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client());
            }
            clients.forEach(Client::ask);
        });
        for (int i = 0; i < CLIENTS; i++) {
            int at = i;
            await().until(() -> bytes(clients, at) == ANSWER_BYTES + "OK\r\n".length());
        }
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        return clients;
    }

    private int bytes(List<Client> clients, int at) {
        return eventLoop
                .submit(() -> log.stream()
                        .filter(written -> written != null && written.by == clients.get(at))
                        .mapToInt(Written::bytes)
                        .sum())
                .syncUninterruptibly()
                .getNow();
    }

    /** Answers each line with the same. */
    private final class Client implements LineEndpoint, Conversation.Speaker {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final Conversation conversation;

        Client() {
            List<Outlet> outlet = new ArrayList<>();
            LineHandler handler = new LineHandler(
                    new SessionExecutor(channel, loop, new ClientAddress(0, 0)), new PlainLines(100), made -> {
                        outlet.add(made);
                        return this;
                    });
            conversation = new Conversation(this, outlet.get(0), eventLoop, new LineBudget(Long.MAX_VALUE));
            channel.pipeline().addLast(new Noted(), handler);
        }

        void ask() {
            channel.writeInbound(channel.alloc().buffer().writeBytes(new byte[] {'?', '\n'}));
        }

        void leave() {
            channel.close();
        }

        @Override
        public Request read(Line line) {
            return Request.answered(Reply.ok(new EncodedBody(ANSWER, 1)));
        }

        @Override
        public void greet() {}

        @Override
        public Conversation conversation() {
            return conversation;
        }

        @Override
        public void wake() {
            conversation.pump();
        }

        @Override
        public void disconnected() {
            conversation.stop();
        }

        @Override
        public void quiet() {}

        @Override
        public void ended() {}

        /** Takes what is written. */
        private final class Noted extends ChannelOutboundHandlerAdapter {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                log.add(new Written(Client.this, ((ByteBuf) message).readableBytes()));
                ReferenceCountUtil.release(message);
                promise.trySuccess();
            }
        }
    }

    /** The loop's connections, of which there are none, and the moments when it looks at them. */
    private final class Watched implements IoHandlerFactory {
        private final IoHandlerFactory factory = NioIoHandler.newFactory();

        @Override
        public IoHandler newHandler(ThreadAwareExecutor executor) {
            IoHandler handler = factory.newHandler(executor);
            return new IoHandler() {
                @Override
                public int run(IoHandlerContext context) {
                    log.add(null);
                    return handler.run(context);
                }

                @Override
                public void initialize() {
                    handler.initialize();
                }

                @Override
                public void prepareToDestroy() {
                    handler.prepareToDestroy();
                }

                @Override
                public void destroy() {
                    handler.destroy();
                }

                @Override
                public IoRegistration register(IoHandle handle) throws Exception {
                    return handler.register(handle);
                }

                @Override
                public void wakeup() {
                    handler.wakeup();
                }

                @Override
                public boolean isCompatible(Class<? extends IoHandle> type) {
                    return handler.isCompatible(type);
                }
            };
        }
    }
}
