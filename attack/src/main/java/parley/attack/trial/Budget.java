package parley.attack.trial;

import java.time.Duration;
import java.util.Locale;
import parley.attack.server.UpProcess;
import parley.attack.server.Usage;

/** Holds what a server under attack may take, and how late it may be. */
public final class Budget {
    private static final long MEBIBYTE = 1024 * 1024;

    /** Of what 99 of 100 answers to people take, in milliseconds. */
    static final double ANSWER = 200;
    /** After an attack's end, until everything is as before. */
    static final Duration RECOVERY = Duration.ofSeconds(10);

    /** Heap, direct memory, and what a JVM takes for classes, code and threads, and SQLite and its page cache beside it. */
    private static final long BRIDGE = (2L * UpProcess.MEBIBYTES + 192) * MEBIBYTE;
    /** More than before, on the whole machine. */
    private static final long KERNEL = 64 * MEBIBYTE;
    /** More than before. */
    private static final long REDIS = 64 * MEBIBYTE;
    /** More than before: what one address may have, those that are just being refused, and what belongs to neither. */
    private static final long FILES = 100 + 300 + 50;
    /** More than before. */
    private static final long LOG = MEBIBYTE / 4;

    /** The largest that the kernel's buffers may still be, compared with before, when all is well again. */
    private static final long KERNEL_AFTER = 8 * MEBIBYTE;

    private static final long FILES_AFTER = 50;

    private Budget() {}

    /** Whether what is held by connections has been given back. */
    static boolean isAsBefore(Usage now, Usage before) {
        return now.files() <= before.files() + FILES_AFTER && now.kernel() <= before.kernel() + KERNEL_AFTER;
    }

    /**
     * What was too much, in words; empty where nothing was.
     *
     * @param allowance of a crowd
     */
    static String excess(Usage before, Usage most, Allowance allowance) {
        StringBuilder excess = new StringBuilder();
        over(excess, "memory of the bridge", most.bridge(), BRIDGE);
        long kernel = KERNEL + allowance.kernel();
        over(excess, "memory of the kernel, more", most.kernel() - before.kernel(), kernel);
        over(excess, "memory of Redis, more", most.redis() - before.redis(), REDIS);
        over(excess, "log", most.log() - before.log(), LOG + allowance.log());
        long files = most.files() - before.files();
        if (files > FILES + allowance.connections()) {
            excess.append(", open files, more: ").append(files);
        }
        return excess.isEmpty() ? "" : excess.substring(2);
    }

    private static void over(StringBuilder excess, String what, long bytes, long limit) {
        if (bytes > limit) {
            excess.append(String.format(Locale.ROOT, ", %s: %s of %s", what, Usage.bytes(bytes), Usage.bytes(limit)));
        }
    }
}
