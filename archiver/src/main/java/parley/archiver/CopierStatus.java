package parley.archiver;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Archive;
import parley.protocol.metric.Metric;

/** Counts what the stream copier has done and says how it fares; read by any thread. Counts begin with the process. */
final class CopierStatus {
    private final AtomicLong bridge = new AtomicLong();
    private final AtomicLong direct = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private volatile long behind;
    private volatile boolean stepped;
    private volatile @Nullable String redisTrouble;
    private volatile @Nullable String listenTrouble;
    private volatile @Nullable String writeTrouble;

    void add(Archive.Written written) {
        bridge.addAndGet(written.bridge());
        direct.addAndGet(written.direct());
        repeats.addAndGet(written.repeats());
        gaps.addAndGet(written.gaps());
        batches.incrementAndGet();
    }

    void gap() {
        gaps.incrementAndGet();
    }

    void behind(long messages) {
        behind = messages;
    }

    /** After each round of the copier: what fails at present, null where nothing does. */
    void trouble(@Nullable String redis, @Nullable String listen, @Nullable String write) {
        redisTrouble = redis;
        listenTrouble = listen;
        writeTrouble = write;
        stepped = true;
    }

    long bridge() {
        return bridge.get();
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

    List<Metric> metrics() {
        return List.of(
                Metric.counter("archiver_archived_bridge", "Messages of bridges written since the start", bridge::get),
                Metric.counter(
                        "archiver_archived_direct", "Messages of direct clients written since the start", direct::get),
                Metric.counter("archiver_repeats", "Messages met again and passed over", repeats::get),
                Metric.counter("archiver_gaps", "Gaps noticed since the start", gaps::get),
                Metric.counter("archiver_batches", "Transactions committed", batches::get),
                Metric.gauge("archiver_behind", "Messages in the stream not written yet", () -> behind),
                Metric.gauge(
                        "archiver_redis_up", "1 while Redis answers", () -> stepped && redisTrouble == null ? 1 : 0),
                Metric.gauge(
                        "archiver_writable", "1 while the archive can be written", () -> writeTrouble == null ? 1 : 0));
    }
}
