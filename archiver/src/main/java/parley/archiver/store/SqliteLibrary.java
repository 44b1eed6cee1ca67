package parley.archiver.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/** Loads SQLite itself, which is unpacked from the jar into the directory of temporary files first. Once for a process. */
public final class SqliteLibrary {

    private SqliteLibrary() {}

    /** @throws ArchiveException where that is no place for it, or there is none for this system */
    public static void require() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // What it says is where it looked. Why that was in vain it has only logged.
            throw new ArchiveException("SQLite's library (" + OSInfo.getNativeLibFolderPathForCurrentOS()
                    + ") can't be loaded from the directory of temporary files, " + directory() + ": "
                    + why(directory())
                    + "; let TMPDIR, or -Djava.io.tmpdir in PARLEY_JAVA_OPTS, name another");
        }
    }

    private static Path directory() {
        return new File(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))).toPath();
    }

    private static String why(Path directory) {
        if (!Files.isDirectory(directory)) {
            return "there is none";
        }
        return Files.isWritable(directory)
                ? "no programs may run from there (noexec), there is no room, or there is none for this system"
                : "it can't be written";
    }
}
