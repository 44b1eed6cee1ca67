package parley.archiver.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets a reader's connection write until it is closed. To SQLite a temporary table, and a copy in another file, are writing too;
 * nothing else may be written meanwhile.
 */
final class QueryOnly implements AutoCloseable {
    static final String ON = "PRAGMA query_only = 1";
    private static final String OFF = "PRAGMA query_only = 0";

    private final Connection connection;

    private QueryOnly(Connection connection) {
        this.connection = connection;
    }

    static QueryOnly lift(Connection connection) throws SQLException {
        execute(connection, OFF);
        return new QueryOnly(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute(connection, ON);
    }
}
