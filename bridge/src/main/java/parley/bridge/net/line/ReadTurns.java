package parley.bridge.net.line;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;

/**
 * Lets one event loop's connections have their lines taken up by turns. A few a turn are taken up as they are read; where more come,
 * addresses have their turns one after the other, and at each address its connections; and after {@link Limits#READ_TIME} of it the
 * loop first looks at everything else. So a crowd, from one address or from many, holds up another's line for about as long
 * as one line of each address takes. Used on the loop only.
 */
final class ReadTurns {
    private final EventLoop loop;
    private final Map<ClientAddress, Queue<Runnable>> waiting = new LinkedHashMap<>();
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
        waiting.computeIfAbsent(address, first -> new ArrayDeque<>(1)).add(feed);
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
            do {
                next().run();
            } while (!waiting.isEmpty() && System.nanoTime() - began < Limits.READ_TIME.toNanos());
        } finally {
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
    }

    private Runnable next() {
        Iterator<Map.Entry<ClientAddress, Queue<Runnable>>> addresses =
                waiting.entrySet().iterator();
        Map.Entry<ClientAddress, Queue<Runnable>> first = addresses.next();
        addresses.remove();
        Runnable feed = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return feed;
    }
}
