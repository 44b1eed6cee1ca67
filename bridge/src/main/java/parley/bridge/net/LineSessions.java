package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.ClientAddress;
import parley.bridge.net.line.LineFormat;
import parley.bridge.net.line.LineHandler;
import parley.bridge.net.line.LineLoop;
import parley.bridge.net.line.PlainLines;
import parley.bridge.net.line.SessionExecutor;
import parley.bridge.net.probe.ProbeFilter;
import parley.bridge.net.probe.Probes;
import parley.bridge.net.websocket.WebSocketLines;
import parley.protocol.ByeCode;
import parley.protocol.metric.Metric;

/** Begins sessions on connections that carry lines. For all threads. */
final class LineSessions {
    private final ChatRoom room;
    private final Probes probes;
    private final LineLoops loops;
    private final Map<EventLoop, LoginTimer> logins = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();
    private volatile PlainLines plain;

    LineSessions(ChatRoom room, Probes probes) {
        this.room = room;
        this.probes = probes;
        this.plain = new PlainLines(room.limits().maxLine());
        this.loops = new LineLoops(
                room.lobby(), room::delivers, () -> room.limits().rate().bytes() > 0);
    }

    /** Adds what reads and writes lines to the end of the pipeline; the greeting goes out when it is told that the channel is active. */
    void begin(Channel channel, InetAddress address) {
        channel.pipeline().addLast(ProbeFilter.forLines(probes, room.limits().maxLine()));
        begin(channel, address, plainLines());
    }

    /** One for all connections, until the limit is another. */
    private PlainLines plainLines() {
        PlainLines lines = plain;
        if (lines.maxLine() != room.limits().maxLine()) {
            lines = new PlainLines(room.limits().maxLine());
            plain = lines;
        }
        return lines;
    }

    /** The same where each line is a message of a WebSocket, which is open already. */
    void beginWebSocket(Channel channel, InetAddress address) {
        begin(channel, address, new WebSocketLines(room.limits().maxLine()));
    }

    private void begin(Channel channel, InetAddress address, LineFormat format) {
        LineLoop loop = loops.of(channel.eventLoop());
        ClientAddress counted = ClientAddress.of(address.getAddress());
        SessionExecutor executor = new SessionExecutor(channel, loop, counted);
        loop.watch(channel);
        channel.pipeline()
                .addLast(new LineHandler(executor, format, outlet -> open(channel, executor, address, outlet)));
    }

    List<Metric> metrics() {
        return loops.metrics();
    }

    private Session open(Channel channel, SessionExecutor executor, InetAddress address, Outlet outlet) {
        PeerOrigin origin = new PeerOrigin(begun.incrementAndGet(), address, executor.address());
        Session session = new Session(room, outlet, executor, origin);
        room.sessions().opened(session);
        Ban late = room.bans().current().on(session.address());
        if (late != null) {
            executor.execute(() -> session.end(ByeCode.BANNED, late.farewell()));
        }
        logins.computeIfAbsent(channel.eventLoop(), LoginTimer::new).start(session);
        return session;
    }
}
