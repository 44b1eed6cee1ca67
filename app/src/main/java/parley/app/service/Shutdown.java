package parley.app.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order: what was started last is stopped first, and the exit code is 0. If that takes longer than
 * {@link #LIMIT} the process ends all the same; everything stored is safe then too, as after a crash.
 *
 * <p>It begins with the first SIGTERM, SIGINT or SIGHUP, or with {@link #begin}; what comes later changes nothing.
 */
final class Shutdown {

    /** Everybody who asked for an end may count on one within ten seconds. */
    static final Duration LIMIT = Duration.ofSeconds(9);

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch begun = new CountDownLatch(1);

    /** What has to be done to stop a part. It may take its time and may fail. */
    @FunctionalInterface
    interface Stop {
        void run() throws Exception;
    }

    private record Step(String what, Stop stop) {}

    void onSignals() {
        for (String signal : new String[] {"TERM", "INT", "HUP"}) {
            Signals.register(signal, () -> begin("SIG" + signal));
        }
    }

    /** To be called for each part as soon as it has started. Where the end has begun already, the part is stopped at once. */
    void add(String what, Stop stop) {
        synchronized (steps) {
            steps.push(new Step(what, stop));
        }
        if (hasBegun()) {
            stopAll();
        }
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Returns at once; the process ends soon. */
    void begin(String why) {
        synchronized (begun) {
            if (hasBegun()) {
                return;
            }
            begun.countDown();
        }
        log.info("Ending: {}", why);
        thread("shutdown-limit", this::endAtLimit).start();
        thread("shutdown", this::end).start();
    }

    /** Waits for the end, which comes while waiting: the process is gone before this returns. */
    void await() throws InterruptedException {
        begun.await();
        Thread.currentThread().join();
    }

    /** Waits for the beginning of the end, so long at most. */
    void await(Duration time) throws InterruptedException {
        begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void end() {
        stopAll();
        Logging.flush();
        System.exit(0);
    }

    /** Stops what was added so far and returns when that is done. */
    void stopAll() {
        synchronized (this) {
            for (Step step = next(); step != null; step = next()) {
                try {
                    step.stop().run();
                    log.debug("Stopped {}", step.what());
                } catch (Exception e) {
                    log.error("{} did not stop as it should", step.what(), e);
                }
            }
        }
    }

    private @Nullable Step next() {
        synchronized (steps) {
            return steps.poll();
        }
    }

    private void endAtLimit() {
        try {
            TimeUnit.NANOSECONDS.sleep(LIMIT.toNanos());
            log.error("The end took longer than {} s and is forced", LIMIT.toSeconds());
        } catch (InterruptedException e) {
            // Nobody interrupts; if somebody did, now is as good.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static Thread thread(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
