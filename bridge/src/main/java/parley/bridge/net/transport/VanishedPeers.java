package parley.bridge.net.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.Limits;

/**
 * Closes connections of one event loop whose peers have vanished while something was on its way to them. Keep-alive looks at idle
 * connections only, and Linux retries for a quarter of an hour otherwise. Its TCP_USER_TIMEOUT would end that sooner, but ends the
 * connection of a peer that lives and doesn't read as well, which is everybody's right here. So the kernel is asked about each
 * connection every {@link #SLICES} seconds, a part of them at a time. On epoll only; used on the loop only.
 */
public final class VanishedPeers {
    /** Parts that are looked at one a second. */
    private static final int SLICES = 15;

    private final EventLoop loop;
    private final Deque<EpollSocketChannel> watched = new ArrayDeque<>();
    private final EpollTcpInfo info = new EpollTcpInfo();
    private boolean scheduled;

    public VanishedPeers(EventLoop loop) {
        this.loop = loop;
    }

    /** Looks at the connection from now on until it is closed. */
    public void watch(Channel channel) {
        if (channel instanceof EpollSocketChannel socket) {
            watched.add(socket);
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::look, 1, TimeUnit.SECONDS);
        }
    }

    /** Those that are closed are let go at once: a session is held by its connection, and many may come and go. */
    void look() {
        scheduled = false;
        watched.removeIf(socket -> !socket.isOpen());
        for (int left = watched.size() / SLICES + 1; left > 0 && !watched.isEmpty(); left--) {
            EpollSocketChannel socket = watched.remove();
            socket.tcpInfo(info);
            if (isGone(info.unacked(), info.probes(), info.lastAckRecv(), info.rto() / 1_000)) {
                socket.config().setOption(ChannelOption.SO_LINGER, 0);
                socket.close();
            } else {
                watched.add(socket);
            }
        }
        if (!watched.isEmpty()) {
            schedule();
        }
    }

    /** Connections that are looked at. */
    int size() {
        return watched.size();
    }

    /**
     * Whether nothing has come from the peer for too long though it was asked. A peer that lives answers each of the kernel's
     * retries, but these become rare: so it must be silent for longer than the time to the next.
     *
     * @param unacknowledged segments on their way
     * @param probes times that the peer's full window was asked about since it answered
     * @param silent milliseconds since anything was acknowledged
     * @param retry milliseconds from one retry to the next
     */
    static boolean isGone(long unacknowledged, int probes, long silent, long retry) {
        return silent >= Limits.UNANSWERED_TIME.toMillis() && ((unacknowledged > 0 && silent > retry) || probes > 1);
    }
}
