package parley.attack.server;

import java.util.Locale;

/**
 * What the server takes at one moment, or at most over a time.
 *
 * @param bridge bytes of memory that {@code up} has resident: bridge, archiver and the JVM itself
 * @param redis bytes that the embedded Redis has resident
 * @param kernel bytes of TCP's buffers on the whole machine
 * @param files open files of {@code up}
 * @param log bytes that it has logged
 */
public record Usage(long bridge, long redis, long kernel, long files, long log) {
    public static final Usage NOTHING = new Usage(0, 0, 0, 0, 0);

    /** The larger of both, each figure for itself. */
    Usage max(Usage other) {
        return new Usage(
                Math.max(bridge, other.bridge),
                Math.max(redis, other.redis),
                Math.max(kernel, other.kernel),
                Math.max(files, other.files),
                Math.max(log, other.log));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "bridge %s, kernel %s, Redis %s, %d files, log %s",
                bytes(bridge),
                bytes(kernel),
                bytes(redis),
                files,
                bytes(log));
    }

    /** As people read it: in MiB. */
    public static String bytes(long bytes) {
        double mebibytes = bytes / 1024.0 / 1024.0;
        return mebibytes < 10
                ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.0f MiB", mebibytes);
    }
}
