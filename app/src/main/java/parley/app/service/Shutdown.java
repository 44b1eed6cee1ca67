package parley.app.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order: what was started last is stopped first, and the exit code is 0. If that takes longer than
 * {@link #LIMIT} the process ends all the same; everything stored is safe then too, as after a crash.
 *
 * <p>It begins when it is first told to, and is in a hurry when it is told again: then it waits for nobody who is served, but
 * still lets what is stored be written.
 */
final class Shutdown {

    /** Everybody who asked for an end may count on one within ten seconds, once the delay is over. */
    static final Duration LIMIT = Duration.ofSeconds(9);

    private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

    private final Duration delay;
    private final Runnable onBegin;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch hurried = new CountDownLatch(1);
    /** Who stops a part that need not be waited for; guarded by {@link #hurried}. */
    private @Nullable Thread patient;

    /** What has to be done to stop a part. It may take its time and may fail. */
    @FunctionalInterface
    interface Stop {
        void run() throws Exception;
    }

    /** @param interruptible whether it is cut short in a hurry */
    private record Step(String what, Stop stop, boolean interruptible) {}

    /**
     * @param delay how long everything goes on after the end has begun, so that whoever sends people here learns of it first
     * @param onBegin called at once when it begins
     */
    Shutdown(Duration delay, Runnable onBegin) {
        this.delay = delay;
        this.onBegin = onBegin;
    }

    /** To be called for each part as soon as it has started. Where the end has begun already, the part is stopped at once. */
    void add(String what, Stop stop) {
        add(new Step(what, stop, false));
    }

    /** The same for a part that waits for others to take what it has for them: in a hurry it is interrupted. */
    void addInterruptible(String what, Stop stop) {
        add(new Step(what, stop, true));
    }

    private void add(Step step) {
        synchronized (steps) {
            steps.push(step);
        }
        if (hasBegun()) {
            stopAll();
        }
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Returns at once; the process ends soon, or sooner when that is asked for again. */
    void begin(String why) {
        synchronized (begun) {
            if (hasBegun()) {
                hurry(why);
                return;
            }
            onBegin.run();
            begun.countDown();
        }
        log.info("Ending: {}{}", why, delay.isZero() ? "" : ", in " + delay.toSeconds() + " s");
        thread("shutdown", this::end).start();
    }

    private void hurry(String why) {
        synchronized (hurried) {
            if (hurried.getCount() == 0) {
                return;
            }
            log.warn("Ending at once: {} again", why);
            hurried.countDown();
            if (patient != null) {
                patient.interrupt();
            }
        }
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
        try {
            hurried.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts; if somebody did, now is as good.
        }
        thread("shutdown-limit", Shutdown::endAtLimit).start();
        stopAll();
        Logging.flush();
        System.exit(0);
    }

    /** Stops what was added so far and returns when that is done. */
    void stopAll() {
        synchronized (this) {
            for (Step step = next(); step != null; step = next()) {
                try {
                    run(step);
                    log.debug("Stopped {}", step.what());
                } catch (Exception e) {
                    log.error("{} did not stop as it should", step.what(), e);
                }
            }
        }
    }

    private void run(Step step) throws Exception {
        if (!step.interruptible()) {
            step.stop().run();
            return;
        }
        enter();
        try {
            step.stop().run();
        } finally {
            leave();
        }
    }

    private void enter() {
        synchronized (hurried) {
            patient = Thread.currentThread();
            if (hurried.getCount() == 0) {
                patient.interrupt();
            }
        }
    }

    /** What comes next takes its time. */
    private void leave() {
        synchronized (hurried) {
            patient = null;
        }
        Thread.interrupted();
    }

    private @Nullable Step next() {
        synchronized (steps) {
            return steps.poll();
        }
    }

    private static void endAtLimit() {
        try {
            TimeUnit.NANOSECONDS.sleep(LIMIT.toNanos());
            log.error("The end took longer than {} s and is forced", LIMIT.toSeconds());
        } catch (InterruptedException e) {
            // As above.
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
