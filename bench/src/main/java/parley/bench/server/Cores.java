package parley.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says whether servers and load share the cores, or run on cores of their own. */
public enum Cores {
    /** Servers on the first core, the load on the others. */
    PINNED,
    /** What is started has all cores, though the load has not. */
    WHOLE,
    SHARED;

    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    /** What stands before a server's command. */
    List<String> forServers() throws IOException {
        return switch (this) {
            case PINNED -> List.of("taskset", "-c", "0");
            case WHOLE -> List.of("taskset", "-c", Files.readString(ONLINE).strip());
            case SHARED -> List.of();
        };
    }

    /** As a user has them, who measures nothing beside. */
    Cores asUsersHave() {
        return this == PINNED ? WHOLE : this;
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
