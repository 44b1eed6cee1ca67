package parley.app;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the operator's socket is, unless an option says so: the same rule for the bridge and for {@code admin}. */
final class AdminSocketPath {

    private static final String NAME = "admin.sock";

    private AdminSocketPath() {}

    /** {@code $XDG_RUNTIME_DIR/parley/admin.sock}, or {@code /tmp/parley-<user>/admin.sock} without that variable. */
    static Path byDefault(Map<String, String> environment) {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        return runtime == null || runtime.isEmpty()
                ? Path.of("/tmp", "parley-" + System.getProperty("user.name"), NAME)
                : Path.of(runtime, "parley", NAME).toAbsolutePath();
    }

    /**
     * The path for a bridge that is about to start: the default, or where another process answers there already, one
     * beside it.
     *
     * @param port the bridge's, by which to tell it from others; 0 if that is not known yet
     */
    static Path forBridge(@Nullable Path given, int port, Map<String, String> environment) {
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
