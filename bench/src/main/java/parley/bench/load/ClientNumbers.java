package parley.bench.load;

import java.util.concurrent.atomic.AtomicInteger;

/** Hands out the numbers in the names of clients, none twice: servers may take a while to forget who has just left. */
final class ClientNumbers {
    /** Senders' numbers have as many digits everywhere, so that every server sends as many bytes. */
    private static final int SENDERS = 1_000;

    private static final AtomicInteger NEXT = new AtomicInteger(100_000);
    private static final AtomicInteger NEXT_SENDER = new AtomicInteger();

    private ClientNumbers() {}

    static int next() {
        return NEXT.getAndIncrement();
    }

    /** From 100 to 999, again and again. */
    static int nextSender() {
        int least = SENDERS / 10;
        return least + NEXT_SENDER.getAndIncrement() % (SENDERS - least);
    }
}
