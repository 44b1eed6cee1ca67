package parley.archiver.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens the file {@code archive.db} of a data directory, and tells whether it is one of ours. Whatever is not an
 * archive is left as it is: the first look reads bytes only, the second through a connection that cannot write.
 */
public record ArchiveFile(Path path) {
    static final String NAME = "archive.db";

    private static final String LOG = NAME + "-wal";

    /** What the names of a database and of the files beside it end in. */
    static final List<String> COMPANIONS = List.of("", "-journal", "-wal", "-shm");

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    /** Where the header of an SQLite file, 100 bytes, holds the application's id, big-endian. */
    private static final int APPLICATION_ID_AT = 68;

    /** Up to this size the whole file is looked through for damage at start: about a second. */
    private static final long CHECKED_AT_START = 256L << 20;

    static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final int WAL_BYTES_KEPT = 64 << 20;

    public static ArchiveFile in(Path directory) {
        return new ArchiveFile(directory.resolve(NAME).toAbsolutePath().normalize());
    }

    /** Makes an empty archive where there is no file, whole or not at all. The caller holds the lock. */
    void createIfAbsent() throws IOException, SQLException {
        if (Files.exists(path) && Files.size(path) > 0) {
            return;
        }
        Path unfinished = path.resolveSibling(NAME + ".new");
        deleteWithCompanions(unfinished);
        OwnerOnly.create(unfinished);
        try (Connection connection = DriverManager.getConnection(url(unfinished));
                Statement statement = connection.createStatement()) {
            statement.execute(ArchiveCopy.SHRINKABLE);
            Schema.upgrade(connection);
        }
        deleteWithCompanions(path);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws ArchiveException when it is no archive, or one that is damaged as far as can be seen at once */
    void requireSound() throws IOException {
        requireOurs();
        String damaged = path + " is damaged"
                + (ReadAccess.isLogged(path) ? ", or " + LOG + " beside it is another file's" : "");
        try (Connection connection = openToRead();
                Statement statement = connection.createStatement()) {
            if (Files.size(path) <= CHECKED_AT_START) {
                try (ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
                    if (!answer.next() || !answer.getString(1).equals("ok")) {
                        throw new ArchiveException(damaged + ": " + answer.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            boolean corrupt = (e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_CORRUPT.code;
            throw ArchiveException.failed(corrupt ? damaged : path + " cannot be read", e);
        }
    }

    /** @throws ArchiveException when there is no archive, or a file of another program */
    public void requireOurs() throws IOException {
        if (!Files.exists(path) && !Files.notExists(path)) {
            throw new ArchiveException(path + " cannot be read: this user may not look into its directory");
        }
        if (!Files.isRegularFile(path)) {
            throw new ArchiveException("there is no archive at " + path);
        }
        ByteBuffer header = ByteBuffer.allocate(100);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            while (header.hasRemaining() && file.read(header) >= 0) {
                // Until it is full, or the file ends.
            }
        }
        if (header.hasRemaining() || !ByteBuffer.wrap(MAGIC).equals(header.slice(0, MAGIC.length))) {
            throw new ArchiveException(path + " is no SQLite file, or a damaged one");
        }
        if (header.getInt(APPLICATION_ID_AT) != Schema.APPLICATION_ID) {
            throw new ArchiveException(path + " belongs to another program");
        }
    }

    /**
     * Puts all of it into the one file, so that nothing beside belongs to it any more. What is no archive, or damaged, stays as it is.
     *
     * @throws ArchiveException while others read or write it
     */
    void settle() throws IOException, SQLException {
        try {
            requireOurs();
        } catch (ArchiveException nothingToSettle) {
            return;
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(1_000);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try (Connection connection = config.createConnection(url(path));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        } catch (SQLException e) {
            int code = e.getErrorCode() & 0xFF;
            if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
                throw new ArchiveException(path + " is in use: somebody reads or writes it");
            }
        }
    }

    Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /** Keeps the archive, and what SQLite puts beside it, from everybody else's eyes. */
    void restrict() {
        for (String suffix : COMPANIONS) {
            OwnerOnly.restrict(beside(suffix));
        }
    }

    /** What it takes on disk, with its write-ahead log; 0 where it can't be seen. */
    public long bytes() {
        return size(path) + size(path.resolveSibling(path.getFileName() + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThere) {
            return 0;
        }
    }

    /** In autocommit; transactions are begun and ended by statements. */
    Connection openToWrite() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setJournalSizeLimit(WAL_BYTES_KEPT);
        // FULL, not NORMAL: after a power cut NORMAL may lose the last transactions. Rows and position would go
        // together, but the
        // stream may have been trimmed to what the position had acknowledged, and direct messages have no second copy
        // at all.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return config.createConnection(url(path));
    }

    public ReadAccess access() {
        return ReadAccess.of(path);
    }

    /**
     * Opens connections on which nothing is to be written; where the user could, {@code query_only} has to be set on each.
     *
     * @param wait how long a statement may wait for a lock
     */
    public DataSource readers(Duration wait, ReadAccess access) {
        SQLiteConfig config = access.configuration();
        config.setBusyTimeout((int) wait.toMillis());
        SQLiteDataSource readers = new SQLiteDataSource(config);
        readers.setUrl(url(path) + (access == ReadAccess.ALONE ? "?immutable=1" : ""));
        return readers;
    }

    /** Tells the file as it is now from what it was, or will be: for who reads it alone. */
    public String state() {
        try {
            return Files.size(path) + " " + Files.getLastModifiedTime(path) + " " + ReadAccess.isLogged(path);
        } catch (IOException gone) {
            return String.valueOf(gone.getMessage());
        }
    }

    Connection openToRead() throws SQLException {
        return readers(BUSY_TIMEOUT, ReadAccess.BESIDE_WRITER).getConnection();
    }

    private static void deleteWithCompanions(Path file) throws IOException {
        for (String suffix : COMPANIONS) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    /** As a file URI, for a path may hold a question mark. */
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }
}
