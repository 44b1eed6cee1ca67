package parley.faults.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a redis-server of this machine's whose wall clock can be put forward and back while it runs: Debian's, with its
 * libfaketime. The bundled one is a static program, which takes no other clock.
 *
 * @param server dynamically linked
 */
public record SteppableRedis(Path server, Path library) {
    private static final Path SERVER = Path.of("/usr/bin/redis-server");
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Path LIBRARY = Path.of("faketime", "libfaketimeMT.so.1");
    /** A dynamic program names its loader near its beginning. */
    private static final int HEAD = 4 * 1024;

    /** Empty where one of the two is not installed. */
    public static Optional<SteppableRedis> find() {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            Optional<Path> library = folders.map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::isRegularFile)
                    .findFirst();
            return isDynamic(SERVER) ? library.map(found -> new SteppableRedis(SERVER, found)) : Optional.empty();
        } catch (IOException noSuchFolder) {
            return Optional.empty();
        }
    }

    private static boolean isDynamic(Path program) throws IOException {
        if (!Files.isExecutable(program)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(program)) {
            return new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains("/ld-");
        }
    }

    /**
     * What comes before the server's arguments.
     *
     * @param offset the file that says how far the clock is put, read whenever the server looks at it
     */
    List<String> command(Path offset) {
        return List.of(
                "/usr/bin/env",
                // libc's own allocator in place of the one that the server asks for: that looks at the clock before
                // libfaketime is
                // there.
                "LD_PRELOAD=" + library + " libc.so.6",
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                server.toString());
    }
}
