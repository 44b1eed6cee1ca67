package parley.archiver.search;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.archiver.query.ArchiveReader;
import parley.archiver.query.ReaderLimits;
import parley.archiver.store.ArchiveException;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion;
import parley.protocol.metric.DurationCounter;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/**
 * Answers the questions of bridges, on threads and connections of its own. What would take too much memory or time is not answered:
 * whoever asked has stopped waiting by then. A question that names a message is held until that is archived, or for half a second
 * at the most; so whoever was told that it is stored finds it. All methods are for any thread, and only {@link #close} blocks.
 */
public final class SearchService implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(SearchService.class);

    /** Questions that are answered at one time; a bridge lets no address have more than half of them. */
    private static final int THREADS = 4;

    /** Bytes of questions that wait or are being answered. */
    private static final long MOST_BYTES = 4L << 20;

    /** What a question costs beside what stands in it. */
    private static final long OVERHEAD = 1_024;

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final ReaderLimits LIMITS = new ReaderLimits(THREADS, Duration.ofMillis(250), Duration.ofSeconds(1));
    private static final Duration CLOSE_TIME = Duration.ofSeconds(1);

    /** What came of a question. */
    private enum Outcome {
        ANSWERED,
        /** Nobody waited for it any more when it had its turn. */
        LATE,
        /** Too many waited. */
        DROPPED,
        FAILED
    }

    /** Where answers go. */
    public interface Bridges {
        /** Blocks for a bounded time. @return whether a bridge of that id heard it */
        boolean send(String bridge, ArchiveAnswer answer);
    }

    private final Path directory;
    private final String id;
    private final Bridges bridges;
    private final ScheduledThreadPoolExecutor threads;
    private final HeldQuestions held = new HeldQuestions();
    private final AtomicLong bytes = new AtomicLong();
    private final LabelledCounter<Outcome> outcomes = new LabelledCounter<>(
            List.of(Outcome.values()), outcome -> outcome.name().toLowerCase(Locale.ROOT));
    private final DurationCounter durations = new DurationCounter();
    private @Nullable ArchiveReader reader;
    private boolean closed;

    /**
     * @param directory of the archive, which is opened for reading with the first question
     * @param id of this archiver
     */
    public SearchService(Path directory, String id, Bridges bridges) {
        this.directory = directory;
        this.id = id;
        this.bridges = bridges;
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "archive-search");
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The stream is archived up to the message of that time, microseconds. */
    public void archived(long micros) {
        held.archived(micros);
    }

    /** What somebody asked, if it is a question at all. */
    public void take(byte[] payload) {
        ArchiveQuestion.parse(payload).filter(this::isForUs).ifPresent(question -> {
            long size = payload.length + OVERHEAD;
            if (bytes.addAndGet(size) > MOST_BYTES) {
                bytes.addAndGet(-size);
                outcomes.increment(Outcome.DROPPED);
            } else {
                take(question, size);
            }
        });
    }

    private boolean isForUs(ArchiveQuestion question) {
        return !(question.asked() instanceof ArchiveQuestion.Messages messages)
                || messages.archiver().equals(id);
    }

    private void take(ArchiveQuestion question, long size) {
        long end = System.nanoTime() + question.time().toNanos();
        AtomicBoolean begun = new AtomicBoolean();
        Runnable answer = () -> {
            if (begun.compareAndSet(false, true)) {
                execute(() -> {
                    try {
                        answer(question, end);
                    } finally {
                        bytes.addAndGet(-size);
                    }
                });
            }
        };
        if (question.asked() instanceof ArchiveQuestion.Words words && !held.isArchived(words.after())) {
            hold(words.after(), answer, question.time());
        } else {
            answer.run();
        }
    }

    private void hold(long after, Runnable answer, Duration time) {
        long patience = Math.min(PATIENCE.toNanos(), time.toNanos() / 2);
        held.hold(after, answer);
        try {
            threads.schedule(
                    () -> {
                        held.release(answer);
                        answer.run();
                    },
                    patience,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("A question came too late", closing);
        }
    }

    private void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closing) {
            log.debug("A question came too late", closing);
        }
    }

    private void answer(ArchiveQuestion question, long end) {
        long begin = System.nanoTime();
        if (begin - end >= 0) {
            outcomes.increment(Outcome.LATE);
            return;
        }
        try {
            ArchiveReader archive = reader();
            if (archive != null && bridges.send(question.bridge(), ArchiveAnswers.to(question, id, archive))) {
                outcomes.increment(Outcome.ANSWERED);
                durations.add(System.nanoTime() - begin);
            } else {
                outcomes.increment(Outcome.LATE);
            }
        } catch (ArchiveException e) {
            outcomes.increment(Outcome.FAILED);
            log.warn("A question of a bridge's is not answered: {}", e.getMessage());
        } catch (RuntimeException e) {
            outcomes.increment(Outcome.FAILED);
            log.error("A question of a bridge's could not be answered", e);
        }
    }

    /** Null where it is closed. */
    private synchronized @Nullable ArchiveReader reader() {
        if (reader == null && !closed) {
            reader = ArchiveReader.open(directory, LIMITS);
        }
        return closed ? null : reader;
    }

    /** All are named {@code archiver_…}. */
    public List<Metric> metrics() {
        return List.of(
                outcomes.metric("archiver_questions", "Questions of bridges, by what came of them", "outcome"),
                durations.metric(
                        "archiver_answer_seconds", "How long questions took to answer, and how many were answered"),
                Metric.gauge(
                        "archiver_questions_bytes", "Memory of questions that wait or are being answered", bytes::get));
    }

    /** What is being answered is cut off; waits a second for it at the most. */
    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (this) {
            closed = true;
            if (reader != null) {
                reader.close();
            }
        }
        try {
            if (!threads.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Questions are still being answered; they are left at that");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
