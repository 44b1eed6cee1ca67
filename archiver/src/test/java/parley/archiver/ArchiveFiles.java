package parley.archiver;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a test sees of the archive in a directory, and what it does to it behind Parley's back. */
record ArchiveFiles(Path directory) {

    List<ArchivedMessage> rows() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            List<ArchivedMessage> rows = new ArrayList<>();
            reader.export(null, null, rows::add);
            return rows;
        }
    }

    /** 0 where there is no archive yet. */
    long count() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.summary().messages();
        } catch (ArchiveException e) {
            return 0;
        }
    }

    List<String> texts() {
        return rows().stream().map(ArchivedMessage::text).toList();
    }

    List<Gap> gaps() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.gaps();
        }
    }

    Verification verify() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.verify();
        }
    }

    void sql(String sql) throws SQLException {
        try (Connection connection = ArchiveFile.in(directory).openToWrite();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
