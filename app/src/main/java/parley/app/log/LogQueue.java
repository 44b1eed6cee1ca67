package parley.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log on a thread of its own, through a queue, so that nobody who serves waits for whoever reads it. Where {@value #ROOM}
 * events wait, more are lost; where there are too many of a kind, some are left out. Both are counted, and said in the log.
 *
 * <p>{@link #stop} writes what is queued, and waits {@link #PATIENCE} for that; what cannot be written by then is lost.
 */
final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final int ROOM = 4_096;
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(ROOM);
    private final KindLimiter limiter = new KindLimiter();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final OutputStream out;
    private final Thread writer = new Thread(this::write, "log");
    private volatile Encoder<ILoggingEvent> encoder;
    private volatile boolean ending;
    private long droppedSaid;

    LogQueue(OutputStream out, Encoder<ILoggingEvent> encoder) {
        this.out = out;
        this.encoder = encoder;
        writer.setDaemon(true);
    }

    void encoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /** Lines that were lost, since the start. */
    long dropped() {
        return dropped.sum();
    }

    /** Lines that were left out because there were too many like them, since the start. */
    long limited() {
        return limited.sum();
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (isLimited(event) && !limiter.allows(kind(event), System.nanoTime())) {
            limited.increment();
            return;
        }
        // The arguments may change once the caller goes on, and the thread is another one then.
        event.getFormattedMessage();
        event.getThreadName();
        if (!queue.offer(event)) {
            dropped.increment();
        }
    }

    /** Who asks for debug wants all of it; and what carries a marker, as an operator's commands do, has to be there. */
    private static boolean isLimited(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.INFO)
                && (event.getMarkerList() == null || event.getMarkerList().isEmpty());
    }

    private static KindLimiter.Kind kind(ILoggingEvent event) {
        return new KindLimiter.Kind(
                event.getLoggerName(), event.getLevel(), Objects.requireNonNullElse(event.getMessage(), ""));
    }

    private void write() {
        long looked = System.nanoTime();
        while (true) {
            ILoggingEvent event = next();
            if (event != null) {
                put(event);
            }
            if (queue.isEmpty()) {
                flush();
            }
            long now = System.nanoTime();
            if (now - looked >= LOOK.toNanos()) {
                looked = now;
                sayWhatIsLacking(now);
            }
            if (event == null && ending) {
                sayWhatIsLacking(now + KindLimiter.WINDOW.toNanos());
                flush();
                return;
            }
        }
    }

    private @Nullable ILoggingEvent next() {
        try {
            return ending ? queue.poll() : queue.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException told) {
            return queue.poll();
        }
    }

    private void sayWhatIsLacking(long now) {
        for (KindLimiter.Limited some : limiter.over(now)) {
            KindLimiter.Kind kind = some.kind();
            put(event(kind, String.format(Locale.ROOT, "\u2026 and %,d more: %s", some.events(), kind.message())));
        }
        long lost = dropped.sum() - droppedSaid;
        if (lost > 0) {
            droppedSaid += lost;
            var kind = new KindLimiter.Kind(LogQueue.class.getName(), Level.WARN, "");
            put(event(kind, String.format(Locale.ROOT, "%,d lines are missing; the log is read too slowly", lost)));
        }
    }

    private ILoggingEvent event(KindLimiter.Kind kind, String message) {
        Logger logger = ((LoggerContext) getContext()).getLogger(kind.logger());
        return new LoggingEvent(LogQueue.class.getName(), logger, kind.level(), message, null, null);
    }

    private void put(ILoggingEvent event) {
        try {
            out.write(encoder.encode(event));
        } catch (IOException | RuntimeException unwritten) {
            dropped.increment();
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException unwritten) {
            // The lines were counted where they could be told to be lost.
        }
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        ending = true;
        writer.interrupt();
        try {
            writer.join(PATIENCE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
