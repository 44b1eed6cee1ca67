package parley.redis.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds redis-server programs: the bundled one for this system, and one on {@code PATH}. */
public final class RedisBinary {

    /** The version in the names of the files that org.signal:embedded-redis 0.9.1 holds. */
    private static final String BUNDLED = "redis-server-7.0.15";

    static final ServerVersion BUNDLED_VERSION = new ServerVersion(7, 0, 15);

    private RedisBinary() {}

    /**
     * Returns the bundled one, unpacked into {@code directory}, unless it lies there already.
     *
     * @throws IOException if there is none for this system, or it can't be written
     */
    public static Path in(Path directory) throws IOException {
        URL bundled = bundled();
        if (bundled == null) {
            throw new IOException("no redis-server is bundled for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"));
        }
        return unpack(bundled, directory.resolve(BUNDLED));
    }

    static boolean isBundled() {
        return bundled() != null;
    }

    private static @Nullable URL bundled() {
        return RedisBinary.class.getResource(
                "/" + resourceName(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    static String resourceName(String os, String architecture) {
        String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        String machine = switch (architecture) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> architecture;
        };
        return BUNDLED + "-" + system + "-" + machine;
    }

    static @Nullable Path onPath(@Nullable String path) {
        if (path == null) {
            return null;
        }
        for (String directory : path.split(File.pathSeparator)) {
            Path candidate = Path.of(directory, "redis-server");
            if (!directory.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        return null;
    }

    private static Path unpack(URL bundled, Path target) throws IOException {
        var connection = bundled.openConnection();
        if (Files.isExecutable(target) && Files.size(target) == connection.getContentLengthLong()) {
            return target;
        }
        Path unfinished = Files.createTempFile(target.getParent(), "redis-server", ".part");
        try {
            // Into the file that is there: it is nobody else's, as a new one need not be.
            try (InputStream bytes = connection.getInputStream();
                    OutputStream file = Files.newOutputStream(unfinished)) {
                bytes.transferTo(file);
            }
            if (!unfinished.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + target + " executable");
            }
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
