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
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.ForgetfulBridge;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;
import parley.bridge.net.SessionInitializer;
import parley.bridge.net.line.ByteBufMemory;
import parley.protocol.MessageKind;

/**
 * Logs so many in as the first argument says, over channels without sockets, through all that a connection has in a bridge, and
 * prints how many bytes of heap one costs: the channel alone, and with its session. The second argument is the time to let pass
 * before the heap is collected and looked at, seconds. Then all are live, and it is measured what writing costs the loop: a wake-up
 * for one message, and each message more of those that go out together.
 */
public final class SessionHeap {
    private static final int MORE = 16;
    /** About so many are measured. */
    private static final int DELIVERIES = 3_000_000;

    private static final String TEXT = "x".repeat(64);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final List<Channel> channels;
    private final Sessions sessions = new Sessions();
    private final LongAdder written = new LongAdder();
    private final Lobby lobby;
    private final SessionInitializer initializer;
    private long micros = 1_790_000_000_000_000L;

    private SessionHeap(int count) {
        channels = new ArrayList<>(count);
        ForgetfulBridge redis = new ForgetfulBridge();
        LobbyLog log = new LobbyLog(ByteBufMemory.source(PooledByteBufAllocator.DEFAULT), 2, Limits.SEGMENT_BYTES);
        lobby = new Lobby(log, InstantSource.system());
        initializer = new SessionInitializer(new ChatRoom(
                lobby,
                new Login(lobby, redis, redis, redis, sessions, Fence.NONE),
                new Commands(redis, redis, redis, redis),
                sessions,
                redis,
                Limits.unlimited()));
    }

    private void channel() {
        VoidChannel channel = new VoidChannel(written);
        loop.register(channel).syncUninterruptibly();
        channels.add(channel);
    }

    private void logIn(int index) {
        Channel channel = channels.get(index);
        channel.pipeline().addLast(initializer);
        channel.pipeline().fireChannelActive();
        say(channel, "n" + index + "\n");
    }

    private static void say(Channel channel, String line) {
        ByteBuf bytes = Unpooled.copiedBuffer(line, StandardCharsets.UTF_8);
        channel.pipeline().fireChannelRead(bytes).fireChannelReadComplete();
    }

    /** Has all be live; they take the line up by turns, which takes a while. */
    private void follow() throws InterruptedException {
        loop.submit(() -> channels.forEach(channel -> say(channel, "live\n"))).syncUninterruptibly();
        long before;
        do {
            Thread.sleep(1_000);
            before = written.sum();
            delivery(1, 1);
        } while (written.sum() - before < channels.size());
    }

    /** Nanoseconds of the loop's CPU that each session takes to be given so many messages at once. */
    private double delivery(int messages, int times) {
        long before = cpu();
        for (int i = 0; i < times; i++) {
            for (int j = 0; j < messages; j++) {
                lobby.stored(new LobbyMessage(micros++, MessageKind.LOBBY, "n0", TEXT));
            }
            lobby.announce();
            cpu();
        }
        return (double) (cpu() - before) / times / channels.size();
    }

    /** So far, when the loop has done what it was given. */
    private long cpu() {
        return loop.submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())
                .syncUninterruptibly()
                .getNow();
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
        while (clients.sessions.loggedIn() <= count) {
            // They have their turns.
            Thread.sleep(100);
        }
        Thread.sleep(1_000L * Integer.parseInt(arguments[1]));
        long full = heap();
        int loggedIn = clients.sessions.loggedIn() - 1;
        clients.follow();
        int times = Math.max(3, DELIVERIES / count);
        clients.delivery(1, times);
        double wake = clients.delivery(1, times);
        double wakeAndMore = clients.delivery(1 + MORE, times);
        System.out.printf(
                Locale.ROOT,
                "ready sessions=%d channel=%d session=%d heap=%d wake=%.1f message=%.1f%n",
                loggedIn,
                (open - empty) / count,
                (full - open) / count,
                full,
                wake,
                (wakeAndMore - wake) / MORE);
        System.exit(0);
    }
}
