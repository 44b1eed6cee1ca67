package parley.archiver.query;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Cuts off a statement that runs for too long, or whose archive is being closed. SQLite asks for it on the thread that runs the
 * statement, so nothing that comes later on the connection is ever hit. The driver's own query time-out bounds only the wait for a
 * lock.
 */
final class QueryDeadline extends ProgressHandler {
    /** Steps of SQLite's machine between two looks at the clock: some ten microseconds. */
    private static final int STEPS = 1_000;

    private final long start = System.nanoTime();
    private final @Nullable Duration time;
    private final BooleanSupplier closing;

    /** @param time null for as long as it takes */
    QueryDeadline(@Nullable Duration time, BooleanSupplier closing) {
        this.time = time;
        this.closing = closing;
    }

    /** To be lifted before the connection is given back. */
    void imposeOn(SQLiteConnection connection) throws SQLException {
        setHandler(connection, STEPS, this);
    }

    static void lift(SQLiteConnection connection) throws SQLException {
        clearHandler(connection);
    }

    /** Whether that is how a statement ended. */
    static boolean hasCutOff(SQLException e) {
        return e.getErrorCode() == SQLiteErrorCode.SQLITE_INTERRUPT.code;
    }

    @Override
    protected int progress() {
        boolean late = time != null && System.nanoTime() - start > time.toNanos();
        return late || closing.getAsBoolean() ? 1 : 0;
    }
}
