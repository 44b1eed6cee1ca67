package parley.archiver.store;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what went wrong, and says no more of it than a line in the log. */
public final class QuietEnd {
    private static final Logger log = LoggerFactory.getLogger(QuietEnd.class);

    private QuietEnd() {}

    /** After some failures, a full disk among them, SQLite has done so itself. */
    static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            log.debug("Nothing to roll back", e);
        }
    }

    public static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) {
            log.warn("The archive was not closed properly: {}", e.getMessage());
        }
    }
}
