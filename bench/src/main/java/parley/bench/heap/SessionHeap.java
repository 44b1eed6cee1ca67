package parley.bench.heap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoop;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.ForgetfulBridge;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;
import parley.bridge.net.SessionInitializer;
import parley.bridge.net.line.ByteBufMemory;

/**
 * Logs so many in as the first argument says, over channels without sockets, through all that a connection has in a bridge, and
 * prints how many bytes of heap one costs: the channel alone, and with its session. The second argument is the time to let pass
 * before the heap is collected and looked at, seconds.
 */
public final class SessionHeap {
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final List<Channel> channels;
    private final Sessions sessions = new Sessions();
    private final SessionInitializer initializer;

    private SessionHeap(int count) {
        channels = new ArrayList<>(count);
        ForgetfulBridge redis = new ForgetfulBridge();
        LobbyLog log = new LobbyLog(ByteBufMemory.source(PooledByteBufAllocator.DEFAULT), 2, Limits.SEGMENT_BYTES);
        Lobby lobby = new Lobby(log, InstantSource.system());
        initializer = new SessionInitializer(new ChatRoom(
                lobby,
                new Login(lobby, redis, redis, redis, sessions, Fence.NONE),
                new Commands(redis, redis, redis, redis),
                sessions,
                redis,
                Limits.unlimited()));
    }

    private void channel() {
        VoidChannel channel = new VoidChannel();
        loop.register(channel).syncUninterruptibly();
        channels.add(channel);
    }

    private void logIn(int index) {
        Channel channel = channels.get(index);
        channel.pipeline().addLast(initializer);
        channel.pipeline().fireChannelActive();
        ByteBuf nick = Unpooled.copiedBuffer("n" + index + "\n", StandardCharsets.UTF_8);
        channel.pipeline().fireChannelRead(nick).fireChannelReadComplete();
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        SessionHeap clients = new SessionHeap(count);
        clients.channel();
        clients.loop.submit(() -> clients.logIn(0)).syncUninterruptibly();
        long empty = heap();
        for (int i = 1; i <= count; i++) {
            clients.channel();
        }
        long open = heap();
        for (int i = 1; i <= count; i += 1_000) {
            int from = i;
            int to = Math.min(count, from + 999);
            clients.loop
                    .submit(() -> {
                        for (int index = from; index <= to; index++) {
                            clients.logIn(index);
                        }
                    })
                    .syncUninterruptibly();
        }
        Thread.sleep(1_000L * Integer.parseInt(arguments[1]));
        long full = heap();
        System.out.printf(
                Locale.ROOT,
                "ready sessions=%d channel=%d session=%d heap=%d%n",
                clients.sessions.loggedIn() - 1,
                (open - empty) / count,
                (full - open) / count,
                full);
        System.exit(0);
    }
}
