package parley.archiver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts, within one transaction, the messages that each run has lost by pruning, so that the others of it can still be proven. Runs
 * and gaps that lie before all that is left go too.
 */
final class PrunedRuns {
    private final Connection connection;
    private final List<Run> runs = new ArrayList<>();
    private int fromBridges;

    /** A row of the table {@code run}. */
    private static final class Run {
        final long number;
        final long length;
        final String firstId;
        final String lastId;
        long pruned;
        boolean changed;

        Run(ResultSet row) throws SQLException {
            number = row.getLong(1);
            length = row.getLong(2);
            firstId = row.getString(3);
            lastId = row.getString(4);
            pruned = row.getLong(5);
        }
    }

    private PrunedRuns(Connection connection) {
        this.connection = connection;
    }

    static PrunedRuns load(Connection connection) throws SQLException {
        PrunedRuns loaded = new PrunedRuns(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT run, last_number - first_number + 1, first_id, last_id, pruned FROM run"
                                + " WHERE pruned <= last_number - first_number ORDER BY last_id")) {
            while (row.next()) {
                loaded.runs.add(new Run(row));
            }
        }
        return loaded;
    }

    /**
     * A bridge's message is let go. Where runs lie across each other, it counts for that which ends first: they are proven
     * together.
     */
    void prune(String id) {
        for (Run run : runs) {
            if (run.pruned < run.length && run.firstId.compareTo(id) <= 0 && id.compareTo(run.lastId) <= 0) {
                run.pruned++;
                fromBridges++;
                run.changed = true;
                return;
            }
        }
    }

    /**
     * @param beforeId the first id that was not let go, or one before it
     * @param messages how many were let go, direct clients' too
     */
    void save(String beforeId, int messages) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE run SET pruned = ? WHERE run = ?")) {
            for (Run run : runs) {
                if (run.changed) {
                    update.setLong(1, run.pruned);
                    update.setLong(2, run.number);
                    update.executeUpdate();
                }
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE pruned SET before_id = max(before_id, ?), messages = messages + ?,"
                        + " from_bridges = from_bridges + ?")) {
            update.setString(1, beforeId);
            update.setInt(2, messages);
            update.setInt(3, fromBridges);
            update.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM gap WHERE before_id < (SELECT before_id FROM pruned)");
            // The gap before the run behind it names this one's end; so it stays as long as that does.
            String over = " FROM run WHERE last_id < (SELECT before_id FROM pruned)"
                    + " AND (SELECT first_id FROM run AS next WHERE next.run > run.run ORDER BY next.run LIMIT 1)"
                    + " < (SELECT before_id FROM pruned)";
            statement.execute("UPDATE pruned SET"
                    + " missing = missing + (SELECT coalesce(sum(last_number - first_number + 1 - pruned), 0)" + over
                    + "), of_runs_gone = of_runs_gone + (SELECT coalesce(sum(pruned), 0)" + over + ")");
            statement.execute("DELETE" + over);
        }
    }
}
