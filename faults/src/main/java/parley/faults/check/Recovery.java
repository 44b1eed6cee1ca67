package parley.faults.check;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import parley.faults.traffic.Traffic;
import parley.harness.process.Waiting;
import parley.harness.verdict.Problems;

/** Waits until everything that should be alive is, and measures how long each part of that takes. */
public final class Recovery {
    /** So much longer is waited, to tell what is late from what is stuck. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Opening the archive takes the processor from those who are just starting. */
    private static final Duration ARCHIVE_STEP = Duration.ofMillis(200);

    private final Traffic traffic;
    private final ArchiveFile archive;
    private long archivedNext;
    private long lookedAt;

    public Recovery(Traffic traffic, ArchiveFile archive) {
        this.traffic = traffic;
        this.archive = archive;
    }

    /**
     * Each writer's message is acknowledged, each reader sees it, everybody hears that all are online, and the archive has it.
     *
     * @param since when the cause was gone, by {@code System.nanoTime}
     * @param within what is promised
     * @return by part, how long after that
     */
    public Map<String, Duration> await(long since, Duration within, Problems problems)
            throws IOException, InterruptedException {
        Map<String, Supplier<List<String>>> missing = new LinkedHashMap<>();
        missing.put("publishing", () -> traffic.notPublishing(since));
        missing.put("reading", () -> notReading(since));
        missing.put("names", () -> traffic.notSeeingAll(since));
        missing.put("archive", () -> notArchived(since));
        archivedNext = 0;
        lookedAt = System.nanoTime() - ARCHIVE_STEP.toNanos();
        Map<String, Duration> took = new LinkedHashMap<>();
        Waiting.comes(within.plus(GRACE), () -> {
            missing.forEach((part, who) -> {
                if (!took.containsKey(part) && who.get().isEmpty()) {
                    took.put(part, Duration.ofNanos(System.nanoTime() - since));
                }
            });
            return took.size() == missing.size();
        });
        missing.forEach((part, who) -> {
            Duration time = took.get(part);
            if (time == null) {
                problems.add("stuck: " + part + " " + who.get());
            } else if (time.compareTo(within) > 0) {
                problems.add(String.format(Locale.ROOT, "late: %s after %.1f s", part, time.toMillis() / 1e3));
            }
        });
        return took;
    }

    private List<String> notReading(long since) {
        return traffic.notPublishing(since).isEmpty() ? traffic.notReading(since) : List.of("nothing to read yet");
    }

    private List<String> notArchived(long since) {
        if (archivedNext == 0 && traffic.notPublishing(since).isEmpty()) {
            archivedNext = traffic.sentMessages().newest();
        }
        return archivedNext != 0 && isLookDue() && archive.holds(archivedNext)
                ? List.of()
                : List.of("what is said now");
    }

    private boolean isLookDue() {
        long now = System.nanoTime();
        boolean due = now - lookedAt >= ARCHIVE_STEP.toNanos();
        if (due) {
            lookedAt = now;
        }
        return due;
    }
}
