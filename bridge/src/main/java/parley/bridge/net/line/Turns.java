package parley.bridge.net.line;

import io.netty.channel.EventLoop;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.Limits;

/**
 * Lets one event loop's sessions write their answers by turns: after {@link Limits#ROUND_BYTES} of them, or when so many have been
 * woken that it took as long, the loop first reads, and writes to those that follow the lobby, and whoever has more to write waits in line. So thousands of long answers at
 * once hold up nobody else. Used on the loop only.
 */
final class Turns {
    private final EventLoop loop;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int left = Limits.ROUND_BYTES;
    private boolean inRound;
    private boolean scheduled;

    Turns(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Whether a session may write some of an answer now; if not, it is woken when it may.
     *
     * @param writer wakes the session; always the same object for the same session
     */
    boolean take(Runnable writer) {
        if (left > 0 && (inRound || waiting.isEmpty())) {
            return true;
        }
        waiting.add(writer);
        schedule();
        return false;
    }

    /** So many bytes of an answer were written. */
    void wrote(int bytes) {
        left -= bytes;
    }

    /** The session waits no longer. */
    void leave(Runnable writer) {
        waiting.remove(writer);
    }

    /** A loop comes to what is scheduled only after it has looked at its connections, even where it is due at once. */
    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::round, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void round() {
        scheduled = false;
        left = Limits.ROUND_BYTES;
        inRound = true;
        try {
            while (left > 0 && !waiting.isEmpty()) {
                Iterator<Runnable> first = waiting.iterator();
                Runnable next = first.next();
                first.remove();
                next.run();
                left -= Limits.WAKE_BYTES;
            }
        } finally {
            inRound = false;
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }
}
