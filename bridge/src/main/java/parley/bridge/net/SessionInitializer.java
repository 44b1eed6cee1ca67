package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.LineHandler;
import parley.bridge.net.line.Refusal;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;

/** Makes a session of each connection that is let in. */
public final class SessionInitializer extends ChannelInitializer<Channel> {
    private final ChatRoom room;
    private final LineLoops loops;
    private final Admission admission;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder banned = new LongAdder();

    public SessionInitializer(ChatRoom room) {
        this.room = room;
        this.loops = new LineLoops(room.lobby());
        this.admission = new Admission(room.limits().admission());
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = address(channel);
        Ban ban = room.bans().current().on(address.getHostAddress());
        if (ban != null) {
            banned.increment();
            channel.pipeline().addLast(new Refusal(ErrorCode.BANNED, ban.refusal()));
            return;
        }
        if (!admission.admit(address)) {
            refused.increment();
            channel.pipeline().addLast(new Refusal(ErrorCode.FULL, ErrorCode.FULL.text()));
            return;
        }
        accepted.increment();
        channel.closeFuture().addListener(closed -> admission.left(address));
        channel.pipeline()
                .addLast(new LineHandler(
                        channel,
                        room.limits().maxLine(),
                        loops.of(channel.eventLoop()),
                        outlet -> open(channel, address, outlet)));
    }

    private Session open(Channel channel, InetAddress address, Outlet outlet) {
        Session session = new Session(room, outlet, channel.eventLoop(), address.getHostAddress(), System::nanoTime);
        room.sessions().opened(session);
        Ban late = room.bans().current().on(session.address());
        if (late != null) {
            channel.eventLoop().execute(() -> session.end(ByeCode.BANNED, late.farewell()));
        }
        Future<?> timeout = channel.eventLoop()
                .schedule(() -> timeOut(session), Limits.LOGIN_TIME.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> timeout.cancel(false));
        return session;
    }

    private static void timeOut(Session session) {
        if (!session.isLoggedIn()) {
            session.end(ByeCode.LOGIN_TIMEOUT, ByeCode.LOGIN_TIMEOUT.text());
        }
    }

    private static InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress tcp
                ? tcp.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    Admission admission() {
        return admission;
    }

    LongAdder accepted() {
        return accepted;
    }

    LongAdder banned() {
        return banned;
    }

    LongAdder refused() {
        return refused;
    }
}
