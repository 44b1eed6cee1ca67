package parley.app.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.app.connection.LineConnection;
import parley.app.options.CommandException;
import parley.bridge.Bridge;

/**
 * Says where the operator's socket is, unless an option does: by the same rule for the bridge and for {@code admin}.
 */
public final class AdminSocketPath {

    private static final String NAME = "admin.sock";
    private static final Path PROCESS = Path.of("/proc/self");

    private AdminSocketPath() {}

    /** {@code $XDG_RUNTIME_DIR/parley/admin.sock}, or {@code /tmp/parley-<user>/admin.sock} without that variable. */
    static Path byDefault(Map<String, String> environment) {
        String runtime = runtime(environment);
        return runtime.isEmpty() ? inTmp() : Path.of(runtime, "parley", NAME).toAbsolutePath();
    }

    private static String runtime(Map<String, String> environment) {
        return environment.getOrDefault("XDG_RUNTIME_DIR", "");
    }

    private static Path inTmp() {
        return Path.of("/tmp", "parley-" + user(System.getProperty("user.name", "?"), PROCESS), NAME);
    }

    /**
     * The user's name, or number where the system knows no name: {@code ?} is everybody's who has none.
     *
     * @param ours belongs to the user
     */
    static String user(String name, Path ours) {
        if (!name.isBlank() && !name.equals("?")) {
            return name;
        }
        try {
            return String.valueOf(Files.getAttribute(ours, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return name;
        }
    }

    /**
     * Before anything is started: makes sure that the socket of a bridge can be had. Where it will be in {@code /tmp}, where
     * everybody can make a directory of that name, has this user make it, or finds that it did.
     *
     * @param port as for {@link #forBridge}
     * @throws CommandException if somebody else did, another process serves the socket, or it can't be there
     */
    public static void requireFree(@Nullable Path given, int port, Map<String, String> environment) {
        if (given == null && runtime(environment).isEmpty()) {
            PrivateDirectory.claim(Objects.requireNonNull(inTmp().getParent()));
        }
        try {
            Bridge.requireFree(forBridge(given, port, environment));
        } catch (IOException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The path for a bridge that is about to start: the default, or where another process answers there already, one
     * beside it.
     *
     * @param port the bridge's, by which to tell it from others; 0 if that is not known yet
     */
    public static Path forBridge(@Nullable Path given, int port, Map<String, String> environment) {
        if (given != null) {
            return given;
        }
        Path usual = byDefault(environment);
        long id = port == 0 ? ProcessHandle.current().pid() : port;
        return isServed(usual) ? usual.resolveSibling("admin-" + id + ".sock") : usual;
    }

    private static boolean isServed(Path socket) {
        try {
            LineConnection.open(UnixDomainSocketAddress.of(socket)).close();
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
