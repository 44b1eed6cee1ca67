package parley.bench.server;

import java.io.IOException;
import java.util.List;

/** Says whether servers and load share the cores, or run on cores of their own. */
public enum Cores {
    /** Servers on the first core, the load on the others. */
    PINNED,
    SHARED;

    /** What stands before a server's command. */
    List<String> forServers() {
        return this == PINNED ? List.of("taskset", "-c", "0") : List.of();
    }

    /** Moves a running process of ours, all its threads, to the servers' core. */
    public void moveToServers(long pid) throws IOException {
        if (this == PINNED) {
            move(pid, "0");
        }
    }

    private static void move(long pid, String cores) throws IOException {
        Process moved = new ProcessBuilder("taskset", "-acp", cores, Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        try {
            if (moved.waitFor() != 0) {
                throw new IOException("taskset failed");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
