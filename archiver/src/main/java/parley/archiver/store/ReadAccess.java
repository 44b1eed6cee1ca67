package parley.archiver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Says how this user can read an archive so that nothing stays behind. SQLite reads a file with a log of writes by means of two
 * more files beside it, which it makes, and removes only where it may write.
 */
public enum ReadAccess {
    /** The user may write: the last connection takes along what it made. */
    AS_OWNER,
    /** The user may only read, beside an archiver, or after one that was killed: by the files that it made. */
    BESIDE_WRITER,
    /** The user may only read, and nobody writes: the file alone is all of it, as long as nobody begins to. */
    ALONE;

    static ReadAccess of(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Files.isWritable(directory) && Files.isWritable(file)) {
            return AS_OWNER;
        }
        return isLogged(file) ? BESIDE_WRITER : ALONE;
    }

    /** Whether there is a log, with something in it or with somebody about to write there. */
    static boolean isLogged(Path file) {
        try {
            Path log = beside(file, "-wal");
            return Files.exists(log) && (Files.size(log) > 0 || Files.exists(beside(file, "-shm")));
        } catch (IOException unknown) {
            return true;
        }
    }

    SQLiteConfig configuration() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(this != AS_OWNER);
        if (this == AS_OWNER) {
            // There was a file when we looked; one that is gone since isn't made anew.
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        return config;
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
