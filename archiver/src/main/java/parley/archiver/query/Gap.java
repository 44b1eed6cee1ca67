package parley.archiver.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells of messages that were sent and are not in the archive: one row of the table {@code gap}.
 *
 * @param afterId the message before the gap, null where nothing was archived before it
 * @param beforeId the message after it, null until there is one
 * @param missing how many; empty where that cannot be known, nor whether there were any
 * @param noticedAt a time, formatted as ids are
 */
public record Gap(
        @Nullable String afterId, @Nullable String beforeId, OptionalLong missing, String reason, String noticedAt) {

    /** In the order in which they were noticed. */
    static List<Gap> readAll(Connection connection) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT after_id, before_id, missing, reason, noticed_at FROM gap ORDER BY rowid")) {
            while (row.next()) {
                long missing = row.getLong(3);
                OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(missing);
                gaps.add(new Gap(row.getString(1), row.getString(2), known, row.getString(4), row.getString(5)));
            }
        }
        return gaps;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String count = "an unknown number of messages";
        if (missing.isPresent()) {
            count = missing.getAsLong() == 1 ? "1 message" : missing.getAsLong() + " messages";
        }
        String after = afterId == null ? "at the beginning" : "after " + afterId;
        String before = beforeId == null ? "" : ", before " + beforeId;
        return String.format(
                Locale.ROOT, "%s missing %s%s: %s (noticed at %s)", count, after, before, reason, noticedAt);
    }
}
