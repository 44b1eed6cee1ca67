package parley.client;

import java.time.Duration;
import java.util.function.Supplier;
import parley.client.error.ParleyException;
import parley.client.session.Answer;
import parley.client.session.Request;
import parley.client.session.Session;

/** Waits, unless the client is over. For all threads. */
final class Pause {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Duration first;
    private boolean over;

    Pause(Duration first) {
        this.first = first;
    }

    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Sends it until it is not refused for the time being, on the same connection. */
    Answer untilServed(Session session, Supplier<Request> request) throws InterruptedException {
        Backoff backoff = new Backoff(first, LONGEST);
        while (true) {
            try {
                return session.exchange(request.get());
            } catch (ParleyException.Refused refused) {
                if (!Outbox.isForNow(refused.code()) || isOver()) {
                    throw refused;
                }
                await(backoff.next());
            }
        }
    }
}
