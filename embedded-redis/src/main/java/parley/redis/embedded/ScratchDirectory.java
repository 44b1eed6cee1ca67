package parley.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a directory that is gone again as soon as the server is up: a running program needs neither its file nor its
 * directory, and so nothing is left behind, whatever ends this process.
 */
final class ScratchDirectory implements WorkingDirectory {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private volatile @Nullable Path directory;

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public Path prepare() throws IOException {
        close();
        Path created = Files.createTempDirectory("parley-redis");
        directory = created;
        return created;
    }

    @Override
    public String password() {
        return PrivateFile.newSecret();
    }

    @Override
    public void serverStarted() {
        try {
            close();
        } catch (IOException e) {
            log.debug("not deleted: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        Path doomed = directory;
        directory = null;
        if (doomed == null) {
            return;
        }
        List<Path> children;
        try (Stream<Path> tree = Files.walk(doomed)) {
            children = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path child : children) {
            Files.deleteIfExists(child);
        }
    }
}
