package parley.harness.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads from Linux what a process has used. */
public final class ProcessUsage {
    /** Clock ticks a second in {@code /proc}: fixed on every architecture that matters. */
    private static final double TICKS = 100;
    /** Of the fields behind the program's name. */
    private static final int UTIME = 11;

    /** How a JVM's threads are named that compile. */
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private static final Pattern MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ ");

    private ProcessUsage() {}

    /** CPU seconds of all its threads, user and system, since it began. */
    public static double cpuSeconds(long pid) throws IOException {
        return seconds(Path.of("/proc/" + pid));
    }

    private static double seconds(Path task) throws IOException {
        String stat = Files.readString(task.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS;
    }

    /** CPU seconds of a JVM's threads that compile, as long as they live. */
    public static double compilingSeconds(long pid) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                seconds += compilingSeconds(thread);
            }
        }
        return seconds;
    }

    private static double compilingSeconds(Path thread) throws IOException {
        try {
            return COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt() ? seconds(thread) : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    /** Of these, the bytes between two addresses. */
    static long residentBytes(long pid, long from, long to) throws IOException {
        long bytes = 0;
        boolean within = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            if (MAPPING.matcher(line).lookingAt()) {
                long start = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
                within = start >= from && start < to;
            } else if (within && line.startsWith("Rss:")) {
                bytes += kibibytes(line);
            }
        }
        return bytes;
    }

    private static long kibibytes(String line) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    /** Bytes of memory that it has resident. */
    public static long residentBytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Rss:")) {
                return kibibytes(line);
            }
        }
        throw new IOException("no resident size of process " + pid);
    }
}
