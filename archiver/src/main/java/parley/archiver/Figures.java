package parley.archiver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Archive;

/** What the writing thread has done and how it fares; read by any thread. Counts begin with the process. */
final class Figures {
    private final AtomicLong bridge = new AtomicLong();
    private final AtomicLong direct = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private volatile long behind;
    private volatile boolean stepped;
    private volatile @Nullable String redisTrouble;
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

    /** After each round of the writing thread: what fails at present, null where nothing does. */
    void trouble(@Nullable String redis, @Nullable String write) {
        redisTrouble = redis;
        writeTrouble = write;
        stepped = true;
    }

    long bridge() {
        return bridge.get();
    }

    @Nullable
    String trouble() {
        return writeTrouble != null ? writeTrouble : redisTrouble;
    }

    boolean isWell() {
        return stepped && trouble() == null;
    }

    Map<String, Number> asMap() {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("archived_bridge", bridge.get());
        figures.put("archived_direct", direct.get());
        figures.put("repeats", repeats.get());
        figures.put("gaps", gaps.get());
        figures.put("batches", batches.get());
        figures.put("behind", behind);
        figures.put("redis_up", stepped && redisTrouble == null ? 1 : 0);
        figures.put("writable", writeTrouble == null ? 1 : 0);
        return figures;
    }
}
