package parley.archiver.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tells what an archive has let go, by its table {@code pruned}.
 *
 * @param beforeId ids before this one were let go; empty where none was
 * @param messages how many
 * @param fromBridges how many of them came through bridges
 * @param missing how many of bridges' should have been there by the stream's numbers, and were gone already when the last of their run
 *     were let go
 */
public record Pruned(String beforeId, long messages, long fromBridges, long missing) {

    public static final Pruned NOTHING = new Pruned("", 0, 0, 0);

    public boolean isNothing() {
        return messages == 0;
    }

    public static Pruned read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT before_id, messages, from_bridges, missing FROM pruned")) {
            if (!row.next()) {
                throw new SQLException("the archive has lost what it knows of the messages that were let go");
            }
            return new Pruned(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }
}
