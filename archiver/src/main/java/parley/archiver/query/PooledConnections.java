package parley.archiver.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Keeps one connection open; others come and go with the questions, as many as {@link ReaderLimits} say. */
final class PooledConnections implements ReaderConnections {
    private final HikariDataSource pool;

    /** @throws SQLException where the file cannot be read */
    PooledConnections(DataSource source, ReaderLimits limits, boolean readOnly) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("archive");
        config.setDataSource(source);
        config.setReadOnly(readOnly);
        config.setConnectionInitSql(QueryOnly.ON);
        config.setMaximumPoolSize(limits.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(limits.longestWait().toMillis());
        config.setValidationTimeout(250);
        config.setKeepaliveTime(0);
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    @Override
    public Connection take() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void giveBack(Connection lent, boolean sound) throws SQLException {
        if (sound) {
            lent.close();
        } else {
            pool.evictConnection(lent);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
