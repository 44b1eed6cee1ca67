package parley.bridge.net.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import jdk.net.ExtendedSocketOptions;
import parley.bridge.limits.Limits;

/** Chooses the best way to sockets on this machine: epoll on Linux, kqueue on macOS, else NIO, which knows no half-close on Unix sockets. */
public enum Transport {
    EPOLL(EpollServerSocketChannel.class, EpollServerDomainSocketChannel.class),
    KQUEUE(KQueueServerSocketChannel.class, KQueueServerDomainSocketChannel.class),
    NIO(NioServerSocketChannel.class, NioServerDomainSocketChannel.class);

    /** What a connection's first read is given room for; most lines are short. */
    private static final int FIRST_READ_BYTES = 1_024;

    private final Class<? extends ServerChannel> tcp;
    private final Class<? extends ServerChannel> unix;

    Transport(Class<? extends ServerChannel> tcp, Class<? extends ServerChannel> unix) {
        this.tcp = tcp;
        this.unix = unix;
    }

    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : KQueue.isAvailable() ? KQUEUE : NIO;
    }

    /** Event loops, on threads of this name that do not keep the process alive. */
    public EventLoopGroup group(int threads, String name) {
        return new PromptLoops(threads, new DefaultThreadFactory(name, true), handlers());
    }

    /** Loops that look at their connections also while they have much to do: Netty's own do up to a second's worth of it first. */
    private static final class PromptLoops extends MultiThreadIoEventLoopGroup {
        PromptLoops(int threads, ThreadFactory factory, IoHandlerFactory handlers) {
            super(threads, factory, handlers);
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... none) {
            return new SingleThreadIoEventLoop(
                    this,
                    executor,
                    handlers,
                    Integer.MAX_VALUE,
                    RejectedExecutionHandlers.reject(),
                    Limits.TASKS_TIME.toMillis());
        }
    }

    private IoHandlerFactory handlers() {
        return switch (this) {
            case EPOLL -> LastingEpoll.newFactory();
            case KQUEUE -> KQueueIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    public Class<? extends ServerChannel> tcp() {
        return tcp;
    }

    public Class<? extends ServerChannel> unix() {
        return unix;
    }

    /**
     * Bounds what the system holds for each TCP connection, whatever its peer sends and does not read. The receive buffer is set
     * before listening, as a connection's window is agreed upon when it opens. Only Linux tells what waits from what is on its way;
     * elsewhere a reader that stalls costs a whole send buffer. Each connection is read once in a turn of its loop, so that whoever
     * sends more than is handled at once waits for the others.
     */
    public void boundBuffers(ServerBootstrap server) {
        server.option(ChannelOption.SO_RCVBUF, Limits.RECEIVE_BUFFER_BYTES)
                .childOption(ChannelOption.SO_SNDBUF, Limits.SEND_BUFFER_BYTES)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new LoopReadSize(FIRST_READ_BYTES, Limits.READ_BYTES));
        if (this == EPOLL) {
            server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) Limits.UNSENT_BYTES);
        }
    }

    /**
     * By which options of a TCP connection the system asks an idle peer whether it is still there; none where that can't be set, and
     * the system's own times hold, which are hours.
     */
    public Map<ChannelOption<Integer>, Integer> keepAlive() {
        return switch (this) {
            case EPOLL ->
                keepAlive(
                        EpollChannelOption.TCP_KEEPIDLE,
                        EpollChannelOption.TCP_KEEPINTVL,
                        EpollChannelOption.TCP_KEEPCNT);
            case KQUEUE -> Map.of();
            case NIO ->
                hasKeepAlive()
                        ? keepAlive(
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT))
                        : Map.of();
        };
    }

    private static Map<ChannelOption<Integer>, Integer> keepAlive(
            ChannelOption<Integer> idle, ChannelOption<Integer> interval, ChannelOption<Integer> count) {
        return Map.of(
                idle, (int) Limits.KEEPALIVE_IDLE.toSeconds(),
                interval, (int) Limits.KEEPALIVE_INTERVAL.toSeconds(),
                count, Limits.KEEPALIVE_PROBES);
    }

    private static boolean hasKeepAlive() {
        try (SocketChannel socket = SocketChannel.open()) {
            return socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE);
        } catch (IOException none) {
            return false;
        }
    }

    /** Whether also a peer that vanishes while something is on its way to it is found within minutes, see {@link VanishedPeers}. */
    public boolean findsVanishedPeers() {
        return this == EPOLL;
    }

    /** In a few words, why it is not {@link #EPOLL}. */
    public static String whyNotEpoll() {
        Throwable why = Epoll.unavailabilityCause();
        while (why != null && why.getCause() != null) {
            why = why.getCause();
        }
        return why == null ? "" : String.valueOf(why.getMessage());
    }

    /** The address of a Unix socket, as this transport wants it. */
    public SocketAddress unixAddress(Path path) {
        return this == NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path.toFile());
    }
}
