package parley.archiver.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ArchivedMessage;

/** Shows tests what is in the archive of a directory, and changes it behind Parley's back. */
public record ArchiveFiles(Path directory) {

    public List<ArchivedMessage> rows() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            List<ArchivedMessage> rows = new ArrayList<>();
            reader.export(Selection.ALL, Long.MAX_VALUE, rows::add);
            return rows;
        }
    }

    /** 0 where there is no archive yet. */
    public long count() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.summary().messages();
        } catch (ArchiveException e) {
            return 0;
        }
    }

    public List<String> texts() {
        return rows().stream().map(ArchivedMessage::text).toList();
    }

    public List<Gap> gaps() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.gaps();
        }
    }

    public Verification verify() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.verify();
        }
    }

    public void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + ArchiveFile.in(directory).path().toUri());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
