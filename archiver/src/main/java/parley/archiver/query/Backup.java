package parley.archiver.query;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import parley.archiver.store.ArchiveCopy;
import parley.archiver.store.ArchiveException;

/** Copies an archive to a new file. */
final class Backup {

    private Backup() {}

    /** Returns the copy, which is whole and on the disk. */
    @SuppressWarnings("try") // it is held, not used
    static Path write(Connection connection, Path target) throws SQLException {
        try (QueryOnly lifted = QueryOnly.lift(connection)) {
            return ArchiveCopy.write(connection, target);
        } catch (SQLException e) {
            if (QueryDeadline.hasCutOff(e)) {
                throw e;
            }
            throw ArchiveException.failed("the backup to " + target + " failed", e);
        } catch (IOException e) {
            throw ArchiveException.failed("the backup to " + target + " failed", e);
        }
    }
}
