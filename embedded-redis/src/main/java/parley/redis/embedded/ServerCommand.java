package parley.redis.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts redis-server processes that are of one kind but for the port and the directory. */
final class ServerCommand {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Set<String> SHELLS = Set.of("ENV", "BASH_ENV", "POSIXLY_CORRECT", "CDPATH", "IFS");
    private static final String GUARD = guard();

    private final boolean durable;
    private final boolean restricted;
    private final String guardMode;

    /**
     * @param durable whether writes go to an append-only file, which {@link AppendOnlySync} puts on the disk, or nowhere
     * @param restricted whether who may use the server is in {@link ServerAccess#FILE} in its directory
     */
    ServerCommand(boolean durable, boolean restricted, String guardMode) {
        this.durable = durable;
        this.restricted = restricted;
        this.guardMode = guardMode;
    }

    /**
     * Starts {@code server} in {@code directory}. On Linux it is killed when the calling thread ends, not only when
     * this process does.
     */
    Process start(Path server, Path directory, int port) throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            line.addAll(List.of(SHELL.toString(), "-c", GUARD, "guard"));
            line.add(Long.toString(ProcessHandle.current().pid()));
        } else {
            // A container without a shell: the namespace ends with this process, and everything in it.
            log.debug("no {}: redis-server is started without a guard", SHELL);
        }
        line.add(server.toString());
        line.addAll(settings(port));
        var builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        // What a shell would take for its own: functions of bash, for one.
        builder.environment().keySet().removeIf(name -> name.startsWith("BASH_FUNC_") || SHELLS.contains(name));
        builder.environment().put("PARLEY_REDIS_GUARD", guardMode);
        return builder.start();
    }

    private List<String> settings(int port) {
        List<String> settings = new ArrayList<>(List.of("--port", Integer.toString(port)));
        settings.addAll(List.of("--bind", "127.0.0.1"));
        settings.addAll(List.of("--protected-mode", "yes"));
        settings.addAll(List.of("--save", ""));
        settings.addAll(List.of("--appendonly", durable ? "yes" : "no"));
        settings.addAll(List.of("--appendfsync", "no"));
        if (restricted) {
            settings.addAll(List.of("--aclfile", ServerAccess.FILE));
        }
        return settings;
    }

    private static String guard() {
        try (InputStream script = ServerCommand.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new IllegalStateException("guard.sh is missing from the build");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
