package parley.archiver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a copy of an archive as an earlier version wrote it, beside it, before its tables are changed. */
final class MigrationBackup {
    private static final Logger log = LoggerFactory.getLogger(MigrationBackup.class);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private MigrationBackup() {}

    /** A file beside the archive, such as {@code archive.v2-20261126T184500Z.db}. */
    static Path beside(Path archive, String what, Instant now) {
        return archive.resolveSibling("archive." + what + "-" + STAMP.format(now) + ".db");
    }

    /** @throws ArchiveException where it can't be made; nothing has been changed then */
    static void make(Connection connection, ArchiveFile file, int version, Instant now) throws SQLException {
        Path backup = beside(file.path(), "v" + version, now);
        log.info(
                "The archive is of version {} and is brought to {}; a copy of it as it is goes to {}",
                version,
                Schema.CURRENT,
                backup);
        try {
            long room = Files.getFileStore(file.path()).getUsableSpace();
            // As much again for what is changed, in the log of writes before it is in the file.
            if (room < 2 * file.bytes()) {
                throw new ArchiveException(String.format(
                        Locale.ROOT,
                        "the archive is of version %d and has to be brought to %d, for which a backup is made first:"
                                + " that takes %d bytes in %s, and there is room for %d",
                        version,
                        Schema.CURRENT,
                        2 * file.bytes(),
                        file.path().getParent(),
                        room));
            }
            ArchiveCopy.write(connection, backup);
        } catch (IOException | SQLException e) {
            throw ArchiveException.failed(
                    "the archive is of version " + version + ", and the backup that is made before it is changed, "
                            + backup + ", failed",
                    e);
        }
    }
}
