package parley.archiver.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import parley.archiver.words.Segmentation;
import parley.archiver.words.SenderName;
import parley.protocol.MessageTime;

/**
 * Compares the full-text index with the messages. Both are read once, and each occurrence of a token is added to a sum
 * in which the order does not matter: the index is ordered by token, the messages by time.
 */
final class IndexCheck {
    /** Behind all that a text may hold. */
    private static final long SENDER_AT = 1L << 32;

    private final Connection connection;

    IndexCheck(Connection connection) {
        this.connection = connection;
    }

    @SuppressWarnings("try") // it is held, not used
    List<String> problems() throws SQLException {
        try (QueryOnly lifted = QueryOnly.lift(connection);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIRTUAL TABLE temp.message_term USING fts5vocab (main, message_words, instance)");
            try {
                long rows = count(statement, "SELECT count(*) FROM message");
                long indexed = count(statement, "SELECT count(*) FROM message_words_docsize");
                if (rows != indexed) {
                    return List.of(String.format(
                            Locale.ROOT, "%d messages are in the search index, %d in the archive", indexed, rows));
                }
                return sumOfMessages(statement) == sumOfIndex(statement)
                        ? List.of()
                        : List.of("the search index does not match the messages");
            } finally {
                statement.execute("DROP TABLE temp.message_term");
            }
        }
    }

    private static long sumOfMessages(Statement statement) throws SQLException {
        long sum = 0;
        try (ResultSet row = statement.executeQuery("SELECT id, text, sender FROM message")) {
            while (row.next()) {
                OptionalLong micros = MessageTime.parse(row.getString(1));
                sum += sum(Segmentation.tokens(row.getString(2)), micros.orElse(0), 0);
                sum += sum(SenderName.tokens(row.getString(3)), micros.orElse(0), SENDER_AT);
            }
        }
        return sum;
    }

    private static long sum(List<String> tokens, long micros, long place) {
        long sum = 0;
        for (int i = 0; i < tokens.size(); i++) {
            sum += hash(tokens.get(i), micros, place + i);
        }
        return sum;
    }

    private static long sumOfIndex(Statement statement) throws SQLException {
        long sum = 0;
        try (ResultSet row =
                statement.executeQuery("SELECT term, doc, offset, col = 'sender' FROM temp.message_term")) {
            while (row.next()) {
                sum += hash(row.getString(1), row.getLong(2), row.getLong(3) + (row.getInt(4) == 1 ? SENDER_AT : 0));
            }
        }
        return sum;
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long hash(String token, long micros, long place) {
        long mixed =
                token.hashCode() * 0x9E3779B97F4A7C15L + micros * 0xC2B2AE3D27D4EB4FL + place * 0x165667B19E3779F9L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
