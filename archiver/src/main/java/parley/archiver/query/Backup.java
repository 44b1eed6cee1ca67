package parley.archiver.query;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import parley.archiver.store.ArchiveException;

/** Copies an archive to a new file. */
final class Backup {

    private Backup() {}

    /** Returns the copy, which is whole and on the disk. */
    @SuppressWarnings("try") // it is held, not used
    static Path write(Connection connection, Path target) throws SQLException {
        if (Files.exists(target)) {
            throw new ArchiveException(target + " exists already");
        }
        try {
            Path unfinished = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".unfinished");
            try (QueryOnly lifted = QueryOnly.lift(connection);
                    PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, unfinished.toString());
                copy.execute();
                try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                return Files.move(unfinished, target);
            } finally {
                Files.deleteIfExists(unfinished);
            }
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
