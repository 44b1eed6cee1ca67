package parley.archiver;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Archive;
import parley.archiver.store.Via;
import parley.archiver.stream.StreamBatch;
import parley.protocol.MessageTime;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Counts what the stream copier has done and says how it fares; read by any thread. Counts begin with the process. */
final class CopierStatus {
    private static final double MICROS = 1_000_000;

    private final LabelledCounter<Via> archived = new LabelledCounter<>(List.of(Via.values()), Via::word);
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong pruned = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final InstantSource clock;
    private volatile long behind;
    private volatile long oldestUnwritten;
    private volatile long position;
    private volatile long messages;
    private volatile boolean stepped;
    private volatile @Nullable String redisTrouble;
    private volatile @Nullable String listenTrouble;
    private volatile @Nullable String writeTrouble;

    CopierStatus(InstantSource clock) {
        this.clock = clock;
    }

    void add(Archive.Written written) {
        archived.add(Via.BRIDGE, written.bridge());
        archived.add(Via.DIRECT, written.direct());
        repeats.addAndGet(written.repeats());
        gaps.addAndGet(written.gaps());
        batches.incrementAndGet();
    }

    void pruned(int count) {
        pruned.addAndGet(count);
    }

    void gap() {
        gaps.incrementAndGet();
    }

    void behind(long count) {
        behind = count;
    }

    /** What is read from the stream, and not written yet. */
    void read(StreamBatch batch) {
        oldestUnwritten =
                batch.entries().isEmpty() ? 0 : batch.entries().get(0).id().micros();
    }

    /** All that was read is written. */
    void written() {
        oldestUnwritten = 0;
    }

    /** How far the stream is archived. */
    void position(long number) {
        position = number;
    }

    /** How many messages the archive holds. */
    void messages(long count) {
        messages = count;
    }

    /** After each round of the copier: what fails at present, null where nothing does. */
    void trouble(@Nullable String redis, @Nullable String listen, @Nullable String write) {
        redisTrouble = redis;
        listenTrouble = listen;
        writeTrouble = write;
        stepped = true;
    }

    long bridge() {
        return archived.count(Via.BRIDGE);
    }

    @Nullable
    String trouble() {
        if (writeTrouble != null) {
            return writeTrouble;
        }
        return redisTrouble != null ? redisTrouble : listenTrouble;
    }

    boolean isWell() {
        return stepped && trouble() == null;
    }

    private double secondsBehind() {
        long oldest = oldestUnwritten;
        return oldest == 0 ? 0 : Math.max(0, (MessageTime.ofInstant(clock.instant()) - oldest) / MICROS);
    }

    List<Metric> metrics() {
        return List.of(
                archived.metric("archiver_archived", "Messages written since the start, by the way they came", "via"),
                Metric.counter("archiver_repeats", "Messages met again and passed over", repeats::get),
                Metric.counter("archiver_gaps", "Gaps noticed since the start", gaps::get),
                Metric.counter(
                        "archiver_pruned", "Messages let go since the start, as they were not to be kept", pruned::get),
                Metric.counter("archiver_batches", "Transactions committed", batches::get),
                Metric.gauge("archiver_messages", "Messages in the archive, about", () -> messages),
                Metric.gauge(
                        "archiver_position",
                        "The running number of the newest message archived from the stream",
                        () -> position),
                Metric.gauge("archiver_behind_messages", "Messages in the stream not written yet", () -> behind),
                Metric.gauge(
                        "archiver_behind_seconds",
                        "Age of the oldest message that was read from the stream and is not written yet",
                        this::secondsBehind),
                Metric.gauge(
                        "archiver_redis_up", "1 while Redis answers", () -> stepped && redisTrouble == null ? 1 : 0),
                Metric.gauge(
                        "archiver_writable", "1 while the archive can be written", () -> writeTrouble == null ? 1 : 0));
    }
}
