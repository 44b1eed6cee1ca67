package parley.archiver.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a copy of a backup in the place of a directory's archive, which is kept aside. As long as it is open no archiver can start
 * there. To be used once, by one thread. All throw {@link ArchiveException} where it can't be done; then all is as it was.
 */
public final class Replacement implements Closeable {
    private final ArchiveFile archive;
    private final ArchiveLock lock;
    private final Path workshop;

    private Replacement(ArchiveFile archive, ArchiveLock lock, Path workshop) {
        this.archive = archive;
        this.lock = lock;
        this.workshop = workshop;
    }

    /** @throws ArchiveException also while an archiver runs there */
    @SuppressWarnings("MustBeClosedChecker")
    public static Replacement begin(Path directory) {
        SqliteLibrary.require();
        ArchiveLock lock = null;
        Replacement begun = null;
        try {
            lock = ArchiveLock.acquire(directory);
            Path workshop = Files.createTempDirectory(directory, "archive.restored");
            begun = new Replacement(ArchiveFile.in(directory), lock, workshop);
            return begun;
        } catch (IOException e) {
            throw ArchiveException.failed("nothing can be restored in " + directory, e);
        } finally {
            if (begun == null) {
                QuietEnd.closeQuietly(lock);
            }
        }
    }

    /**
     * Copies a backup, with a log of writes that it may have beside it, and brings the copy up to date; returns its directory. The
     * backup stays as it is.
     */
    public Path copy(Path backup) {
        ArchiveFile source = new ArchiveFile(backup.toAbsolutePath().normalize());
        ArchiveFile copy = ArchiveFile.in(workshop);
        try {
            if (Files.exists(archive.path())
                    && Files.exists(source.path())
                    && Files.isSameFile(source.path(), archive.path())) {
                throw new ArchiveException(source.path() + " is the archive itself");
            }
            source.requireOurs();
            try (Connection connection =
                    source.readers(ArchiveFile.BUSY_TIMEOUT, source.access()).getConnection()) {
                Schema.version(connection);
                requireWhole(source.path(), connection);
                ArchiveCopy.write(connection, copy.path());
            }
            try (Connection connection = copy.openToWrite()) {
                Schema.upgrade(connection);
            }
            return workshop;
        } catch (IOException | SQLException e) {
            throw ArchiveException.failed("no archive can be made of " + source.path(), e);
        }
    }

    private static void requireWhole(Path file, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!answer.next() || !answer.getString(1).equals("ok")) {
                throw new ArchiveException(file + " is damaged: " + answer.getString(1));
            }
        }
    }

    /** Puts the copy in place, at once; returns where that is kept which was there, null where nothing was. */
    public @Nullable Path replace(Instant now) {
        Path aside = MigrationBackup.beside(archive.path(), "replaced", now);
        try {
            archive.settle();
            boolean kept = false;
            for (String suffix : ArchiveFile.COMPANIONS) {
                kept |= putAside(archive.beside(suffix), aside.resolveSibling(aside.getFileName() + suffix));
            }
            Files.move(ArchiveFile.in(workshop).path(), archive.path(), StandardCopyOption.ATOMIC_MOVE);
            archive.restrict();
            ArchiveCopy.force(archive.path().resolveSibling("."), StandardOpenOption.READ);
            return kept ? aside : null;
        } catch (IOException | SQLException e) {
            throw ArchiveException.failed("the archive " + archive.path() + " cannot be replaced", e);
        }
    }

    /**
     * The archive stays under its name as well, where the file system can do that, until the copy takes it: so there always is one.
     * What is beside it goes, for it would be taken for the copy's.
     */
    private boolean putAside(Path file, Path aside) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        if (file.equals(archive.path())) {
            try {
                Files.createLink(aside, file);
                return true;
            } catch (UnsupportedOperationException noLinks) {
                // Then it is gone for a moment.
            }
        }
        Files.move(file, aside);
        return true;
    }

    @Override
    public void close() {
        QuietEnd.closeQuietly(() -> {
            for (String suffix : ArchiveFile.COMPANIONS) {
                Files.deleteIfExists(ArchiveFile.in(workshop).beside(suffix));
            }
            Files.deleteIfExists(workshop);
        });
        QuietEnd.closeQuietly(lock);
    }
}
