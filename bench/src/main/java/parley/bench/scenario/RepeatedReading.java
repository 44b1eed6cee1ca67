package parley.bench.scenario;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads again and again on a thread of its own, and counts. */
final class RepeatedReading {
    /** Reads once. */
    interface Work {
        /** Returns how many messages it read. */
        long run() throws IOException;
    }

    private volatile boolean over;
    private CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    private long messages;
    private double seconds;

    void begin(Work work) {
        done = CompletableFuture.runAsync(() -> {
            long start = System.nanoTime();
            do {
                messages += read(work);
            } while (!over);
            seconds = (System.nanoTime() - start) / 1e9;
        });
    }

    private static long read(Work work) {
        try {
            return work.run();
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }

    /** Waits until the reading that has begun is at its end; the counts hold from then on. */
    void end() throws IOException {
        over = true;
        try {
            done.join();
        } catch (CompletionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    long messages() {
        return messages;
    }

    double seconds() {
        return seconds;
    }
}
