package parley.bridge.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Limits;
import parley.protocol.ByeCode;

/**
 * Ends those sessions of one event loop that don't log in in time. One timer looks after all of them: who has logged in, or left, costs
 * no more from the next look on, within {@link #PAUSE}. Used on the loop only.
 */
final class LoginTimer {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** @param end of its time, by the loop's clock */
    private record Awaited(Session session, long end) {}

    private final EventLoop loop;
    /** In the order of their ends. */
    private final Deque<Awaited> awaited = new ArrayDeque<>();

    private boolean scheduled;

    LoginTimer(EventLoop loop) {
        this.loop = loop;
    }

    /** The session's time begins. */
    void start(Session session) {
        awaited.add(new Awaited(session, now() + Limits.LOGIN_TIME.toNanos()));
        schedule();
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    private void schedule() {
        Awaited first = awaited.peek();
        if (first != null && !scheduled) {
            scheduled = true;
            loop.schedule(this::look, Math.min(PAUSE.toNanos(), first.end - now()), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        scheduled = false;
        long now = now();
        awaited.removeIf(one -> !one.session.awaitsLogin());
        for (Awaited first = awaited.peek(); first != null && first.end - now <= 0; first = awaited.peek()) {
            Session late = awaited.remove().session;
            late.executor().execute(() -> timeOut(late));
        }
        schedule();
    }

    private static void timeOut(Session session) {
        if (session.awaitsLogin()) {
            session.end(ByeCode.LOGIN_TIMEOUT, ByeCode.LOGIN_TIMEOUT.text());
        }
    }
}
