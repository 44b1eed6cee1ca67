package parley.archiver.query;

import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ReadAccess;
import parley.archiver.store.Schema;

/**
 * Lends read-only connections to an archive, so that nobody who asks waits for another, nor for the writer. Any thread. A
 * question that finds no connection in time is refused, one that takes too long is cut off; either costs the others nothing.
 */
final class ReaderPool implements Closeable {
    private final ArchiveFile file;
    private final ReaderLimits limits;
    private final ReadAccess access;
    private final ReaderConnections connections;
    private volatile boolean closing;

    /** What is asked on a connection that is nobody else's meanwhile. */
    interface Query<T> {
        T run(Connection connection) throws SQLException, IOException;
    }

    /** @throws ArchiveException where the file cannot be read, or its tables are not those that this version knows */
    ReaderPool(ArchiveFile file, ReaderLimits limits) {
        this(file, limits, file.access());
    }

    ReaderPool(ArchiveFile file, ReaderLimits limits, ReadAccess access) {
        this.file = file;
        this.limits = limits;
        this.access = access;
        DataSource source = file.readers(limits.longestWait(), access);
        try {
            connections = limits.equals(ReaderLimits.ONE_COMMAND)
                    ? new SingleConnection(source)
                    : new PooledConnections(source, limits, access != ReadAccess.AS_OWNER);
        } catch (SQLException e) {
            throw unreadable(e);
        }
        boolean current = false;
        try {
            lend(connection -> {
                Schema.requireCurrent(connection);
                return file;
            });
            current = true;
        } finally {
            if (!current) {
                close();
            }
        }
    }

    /** Asks within one transaction: the answer is of one moment. */
    <T> T ask(Query<T> query) {
        return lend(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                try {
                    return query.run(connection);
                } finally {
                    statement.execute("ROLLBACK");
                }
            }
        });
    }

    /**
     * Asks without a transaction.
     *
     * @throws ArchiveException when that fails, takes too long, or no connection can be had
     */
    <T> T lend(Query<T> query) {
        String before = state();
        try {
            T answer = borrow(query);
            requireUnwritten(before);
            return answer;
        } catch (SQLException | IOException e) {
            requireUnwritten(before);
            throw refusal(e);
        }
    }

    private <T> T borrow(Query<T> query) throws SQLException, IOException {
        Connection lent = connections.take();
        SQLiteConnection connection = lent.unwrap(SQLiteConnection.class);
        boolean sound = false;
        try {
            T answer = runInTime(query, connection);
            sound = true;
            return answer;
        } catch (SQLException e) {
            sound = QueryDeadline.hasCutOff(e);
            throw e;
        } finally {
            giveBack(lent, connection, sound);
        }
    }

    /** What the file looks like to a reader that SQLite keeps from nobody's writing; nothing to others. */
    private String state() {
        return access == ReadAccess.ALONE ? file.state() : "";
    }

    private void requireUnwritten(String before) {
        if (!state().equals(before)) {
            throw new ArchiveException(file.path() + " was written meanwhile; ask again");
        }
    }

    private <T> T runInTime(Query<T> query, SQLiteConnection connection) throws SQLException, IOException {
        new QueryDeadline(limits.longestAnswer(), () -> closing).imposeOn(connection);
        try {
            return query.run(connection);
        } finally {
            QueryDeadline.lift(connection);
        }
    }

    private void giveBack(Connection lent, SQLiteConnection connection, boolean sound) throws SQLException {
        connections.giveBack(lent, sound);
        if (closing) {
            connection.close(); // The pool closes those that nobody has, and forgets the others.
        }
    }

    private ArchiveException refusal(Exception cause) {
        if (closing) {
            return new ArchiveException(file.path() + " is closed");
        }
        if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
            return new ArchiveException("too many questions at once: the archive answers " + limits.connections());
        }
        if (cause instanceof SQLException failed && QueryDeadline.hasCutOff(failed) && limits.longestAnswer() != null) {
            return new ArchiveException(
                    "it took longer than " + limits.longestAnswer().toMillis() + " ms and was given up");
        }
        return unreadable(cause);
    }

    private ArchiveException unreadable(Exception cause) {
        if (access == ReadAccess.BESIDE_WRITER
                && cause instanceof SQLiteException failed
                && failed.getResultCode() == SQLiteErrorCode.SQLITE_CANTOPEN) {
            return new ArchiveException(
                    file.path() + " cannot be read by who may not write there: the archiver was killed,"
                            + " and its last messages are to be put in place first; start it again, or copy the directory");
        }
        return ArchiveException.failed(file.path() + " cannot be read", cause);
    }

    /** Returns at once. What is being answered is cut off. */
    @Override
    public void close() {
        closing = true;
        connections.close();
    }
}
