package parley.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one server at a time run in a directory that outlives it, whichever process starts the server, and puts on the disk what it
 * writes there.
 */
final class DataDirectory implements WorkingDirectory {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final String PASSWORD = "password";

    private final Path directory;
    private final FileChannel lockFile;
    private final AppendOnlySync sync;

    private DataDirectory(Path directory, FileChannel lockFile) {
        this.directory = directory;
        this.lockFile = lockFile;
        sync = new AppendOnlySync(directory);
        sync.start();
    }

    /**
     * Creates the directory, for this user's eyes only, unless it exists, and takes the lock in it.
     *
     * @throws IOException if it can't be written, or is in use
     */
    static DataDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY));
        FileChannel lockFile = FileChannel.open(
                directory.resolve("redis.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFile.MODE);
        if (tryLock(lockFile) == null) {
            lockFile.close();
            throw new IOException(directory + " is in use by another process");
        }
        closeToOthers(directory);
        return new DataDirectory(directory, lockFile);
    }

    /** What an earlier version left open. */
    private static void closeToOthers(Path directory) {
        try (Stream<Path> tree = Files.walk(directory.toRealPath(), 2)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                Set<PosixFilePermission> present = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
                if (!Files.isSymbolicLink(file) && !PRIVATE_DIRECTORY.containsAll(present)) {
                    present.retainAll(PRIVATE_DIRECTORY);
                    Files.setPosixFilePermissions(file, present);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Others may be able to read what is in {}: {}", directory, e.toString());
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Path prepare() {
        return directory;
    }

    @Override
    public String password() throws IOException {
        return PrivateFile.secret(directory.resolve(PASSWORD));
    }

    @Override
    public void serverStarted() {}

    @Override
    public void close() throws IOException {
        sync.close();
        lockFile.close();
    }
}
