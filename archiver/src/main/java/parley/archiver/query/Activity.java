package parley.archiver.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import parley.protocol.SafeText;

/** Counts who said how much, and when. Each reads the whole archive. */
public final class Activity {
    private Activity() {}

    /** @param day of UTC, such as 2026-11-23 */
    public record Day(String day, long messages, long senders) {}

    /** @param sender exactly as written */
    public record Sender(String sender, long messages, String firstId, String lastId) {}

    /** In their order, without those on which nothing was said. */
    static List<Day> days(Connection connection) throws SQLException {
        List<Day> days = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT substr(id, 1, 10) AS day, count(*),"
                        + " count(DISTINCT sender) FROM message GROUP BY day ORDER BY day")) {
            while (row.next()) {
                days.add(new Day(row.getString(1), row.getLong(2), row.getLong(3)));
            }
        }
        return days;
    }

    /** Those who said most first, and of those who said as much the first by name. */
    static List<Sender> senders(Connection connection) throws SQLException {
        List<Sender> senders = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sender, count(*) AS messages, min(id), max(id)"
                        + " FROM message GROUP BY sender ORDER BY messages DESC, sender")) {
            while (row.next()) {
                senders.add(new Sender(
                        SafeText.cleanForeign(row.getString(1)), row.getLong(2), row.getString(3), row.getString(4)));
            }
        }
        return senders;
    }
}
