package parley.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import parley.bridge.limits.Limits;

/** Says how many sessions this process's limit on open files carries. */
public final class OpenFileLimit {

    /** What else is open: those being turned away, the program, its connections to Redis, the archive and the endpoints. */
    private static final int OTHERS = Limits.DEPARTURES + 256;

    /** Where the limit is not known: what every system allows. */
    private static final long USUAL = 1_024;

    private OpenFileLimit() {}

    static int sessions() {
        return sessions(current());
    }

    public static int sessions(long limit) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(limit / 2, limit - OTHERS));
    }

    /** Read from the system's file: the management beans take longer than all the rest of the start. */
    public static long current() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split(" +")[0];
                    return soft.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(soft);
                }
            }
        } catch (IOException | NumberFormatException notLinux) {
            // The usual limit, then.
        }
        return USUAL;
    }
}
