package parley.archiver.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.QuietEnd;

/** Keeps one connection, for a command that asks one thing after the other, and is done before a pool would be there. */
final class SingleConnection implements ReaderConnections {
    private final DataSource source;
    private @Nullable Connection idle;
    private boolean closed;

    SingleConnection(DataSource source) {
        this.source = source;
    }

    /** Another, where somebody has the one. */
    @Override
    public synchronized Connection take() throws SQLException {
        if (closed) {
            throw new SQLException("closed");
        }
        Connection taken = idle;
        idle = null;
        return taken == null ? open() : taken;
    }

    private Connection open() throws SQLException {
        Connection opened = source.getConnection();
        boolean usable = false;
        try (Statement statement = opened.createStatement()) {
            statement.execute(QueryOnly.ON);
            usable = true;
            return opened;
        } finally {
            if (!usable) {
                opened.close();
            }
        }
    }

    @Override
    public synchronized void giveBack(Connection lent, boolean sound) throws SQLException {
        if (sound && !closed && idle == null) {
            idle = lent;
        } else {
            lent.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        QuietEnd.closeQuietly(idle);
    }
}
