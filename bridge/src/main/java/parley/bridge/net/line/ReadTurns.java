package parley.bridge.net.line;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.FairQueue;
import parley.bridge.limits.Limits;

/**
 * Lets one event loop's connections have their lines taken up by turns. A few a turn are taken up as they are read; where more come,
 * addresses have their turns one after the other, and at each address its connections; and after {@link Limits#READ_TIME} of it the
 * loop first looks at everything else. So a crowd, from one address or from many, holds up another's line for as long as one turn
 * of each address takes, which is of {@link Limits#LINES_A_TURN} lines at the most. Used on the loop only.
 */
final class ReadTurns {
    /** At one address connections have their turns in the order of coming. */
    private static final String ONE_QUEUE = "";

    private final EventLoop loop;
    private final FairQueue<Runnable> waiting = new FairQueue<>();
    private int left = Limits.READS_A_TURN;
    private boolean scheduled;

    ReadTurns(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether a connection's lines may be taken up now; if not, it has to wait for its turn. */
    boolean take() {
        boolean now = left > 0 && waiting.isEmpty();
        if (now) {
            left--;
        }
        return now;
    }

    /** @param feed takes a connection's lines up; run once, when its turn has come */
    void await(ClientAddress address, Runnable feed) {
        waiting.add(address, ONE_QUEUE, feed, 0);
        schedule();
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
        left = Limits.READS_A_TURN;
        long began = System.nanoTime();
        try {
            Runnable next = waiting.poll();
            while (next != null) {
                next.run();
                next = System.nanoTime() - began < Limits.READ_TIME.toNanos() ? waiting.poll() : null;
            }
        } finally {
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }
}
