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
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.session.CommandTable;
import parley.bridge.chat.session.Login;
import parley.bridge.chat.session.Session;
import parley.bridge.chat.session.Sessions;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.LineHandler;
import parley.bridge.net.line.Refusal;
import parley.protocol.ByeCode;
import parley.protocol.ErrorCode;

/** Makes a session of each connection that is let in. */
final class SessionInitializer extends ChannelInitializer<Channel> {
    private final Login login;
    private final CommandTable commands;
    private final Sessions sessions;
    private final Bans bans;
    private final Limits limits;
    private final LineLoops loops;
    private final Admission admission;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder banned = new LongAdder();

    SessionInitializer(
            Login login, CommandTable commands, Sessions sessions, Bans bans, Limits limits, LineLoops loops) {
        this.login = login;
        this.commands = commands;
        this.sessions = sessions;
        this.bans = bans;
        this.limits = limits;
        this.loops = loops;
        this.admission = new Admission(limits);
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = address(channel);
        Ban ban = bans.current().on(address.getHostAddress());
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
                        limits.maxLine(),
                        loops.of(channel.eventLoop()),
                        outlet -> open(channel, address, outlet)));
    }

    private Session open(Channel channel, InetAddress address, Outlet outlet) {
        Session session = new Session(
                login, commands, limits, outlet, channel.eventLoop(), address.getHostAddress(), System::nanoTime);
        sessions.opened(session);
        Ban late = bans.current().on(session.address());
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
