package parley.archiver.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Pruned;
import parley.archiver.store.Via;
import parley.protocol.MessageKind;

/**
 * Tells how much an archive holds, at one moment.
 *
 * @param counts only of what there is, in the order of the enums
 * @param firstId null in an empty archive, as is {@code lastId}
 * @param gaps rows of the table {@code gap}
 * @param pruned what was let go
 * @param bytes of the file and what is still beside it in the write-ahead log
 */
public record Summary(
        Path path,
        long messages,
        List<Count> counts,
        @Nullable String firstId,
        @Nullable String lastId,
        long gaps,
        Pruned pruned,
        long bytes) {

    /** @param path of the file that the connection reads */
    static Summary read(Path path, Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            List<Count> counts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT kind, via, count(*) FROM message GROUP BY kind, via ORDER BY kind, via")) {
                while (row.next()) {
                    counts.add(new Count(MessageKind.of(row.getString(1)), Via.of(row.getString(2)), row.getLong(3)));
                }
            }
            long messages = counts.stream().mapToLong(Count::messages).sum();
            try (ResultSet row = statement.executeQuery(
                    "SELECT (SELECT min(id) FROM message), (SELECT max(id) FROM message), (SELECT count(*) FROM gap)")) {
                row.next();
                Path wal = path.resolveSibling(path.getFileName() + "-wal");
                long bytes = Files.size(path) + (Files.exists(wal) ? Files.size(wal) : 0);
                return new Summary(
                        path,
                        messages,
                        counts,
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        Pruned.read(connection),
                        bytes);
            }
        }
    }

    /** How many messages of one kind came one way. */
    public record Count(MessageKind kind, Via via, long messages) {}
}
