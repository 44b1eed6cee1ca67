package parley.archiver.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps every other archiver from writing to a directory. It is gone with the process, whatever ends that; the file
 * stays.
 */
final class ArchiveLock implements Closeable {
    static final String NAME = "archive.lock";

    private final FileChannel file;

    private ArchiveLock(FileChannel file) {
        this.file = file;
    }

    /** @throws ArchiveException when another archiver holds it, in this process or another */
    static ArchiveLock acquire(Path directory) throws IOException {
        OwnerOnly.create(directory.resolve(NAME));
        FileChannel file = FileChannel.open(directory.resolve(NAME), StandardOpenOption.WRITE);
        boolean held = false;
        try {
            held = file.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            // Held by another archiver of this process.
        } finally {
            if (!held) {
                file.close();
            }
        }
        if (!held) {
            throw new ArchiveException("another archiver writes to " + directory.toAbsolutePath());
        }
        return new ArchiveLock(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
