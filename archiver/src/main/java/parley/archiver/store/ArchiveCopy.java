package parley.archiver.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Copies an archive to a new file, which is its user's alone, and from which room can be given back. */
public final class ArchiveCopy {
    /** A file that is made after it can become shorter later on, step by step. */
    static final String SHRINKABLE = "PRAGMA auto_vacuum = INCREMENTAL";

    private ArchiveCopy() {}

    /**
     * Returns the copy. It appears under its name when it is whole and on the disk.
     *
     * @param connection on which a copy may be written, outside of a transaction
     * @throws IOException also where there is a file of that name
     */
    public static Path write(Connection connection, Path target) throws SQLException, IOException {
        if (Files.exists(target)) {
            throw new ArchiveException(target + " exists already");
        }
        Path directory = Objects.requireNonNull(target.getParent());
        Path unfinished = Files.createTempFile(directory, target.getFileName().toString(), ".unfinished");
        try (Statement statement = connection.createStatement();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            if (!isShrinkable(statement)) {
                // It changes nothing of the file that is there, but of one that could become shorter it would write the
                // header.
                statement.execute(SHRINKABLE);
            }
            copy.setString(1, unfinished.toString());
            copy.execute();
            force(unfinished, StandardOpenOption.WRITE);
            Files.move(unfinished, target);
            force(directory, StandardOpenOption.READ);
            return target;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static boolean isShrinkable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA auto_vacuum")) {
            return row.next() && row.getInt(1) != 0;
        }
    }

    static void force(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
