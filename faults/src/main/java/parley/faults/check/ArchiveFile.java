package parley.faults.check;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.protocol.MessageTime;

/** Reads the archive's tables as anybody may, while they are written. Each question has a connection of its own. */
public final class ArchiveFile {
    private static final int BUSY_MILLIS = 5_000;

    /** A row of {@code message}. */
    public record Row(String id, String kind, String sender, String text, String via) {
        boolean isOfBridge() {
            return via.equals("bridge");
        }

        long micros() {
            return MessageTime.parse(id).orElseThrow();
        }
    }

    /** A row of {@code gap}. */
    record Gap(@Nullable String afterId, @Nullable String beforeId, String reason) {
        /** Whether a message of that id would stand in it. */
        boolean covers(long micros) {
            String id = MessageTime.format(micros);
            return (afterId == null || afterId.compareTo(id) < 0) && (beforeId == null || beforeId.compareTo(id) > 0);
        }

        /** Whether it lies behind the one message and before the other. */
        boolean isBetween(String one, String other) {
            return afterId != null && beforeId != null && one.compareTo(afterId) <= 0 && beforeId.compareTo(other) <= 0;
        }
    }

    private final String url;

    public ArchiveFile(Path file) {
        url = "jdbc:sqlite:file:" + file + "?mode=ro";
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (var pragma = connection.createStatement()) {
            pragma.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
        }
        return connection;
    }

    /** Whether a message of that id is there; false also where that can't be read. */
    public boolean holds(long micros) {
        try (Connection connection = open();
                PreparedStatement question = connection.prepareStatement("SELECT 1 FROM message WHERE id = ?")) {
            question.setString(1, MessageTime.format(micros));
            try (ResultSet row = question.executeQuery()) {
                return row.next();
            }
        } catch (SQLException unreadable) {
            return false;
        }
    }

    /** The newest text of that sender that begins with its name, a blank and a number at least as high is there. */
    public boolean holdsDirect(String sender, long number) {
        try (Connection connection = open();
                PreparedStatement question = connection.prepareStatement(
                        "SELECT text FROM message WHERE via = 'direct' AND sender = ? ORDER BY id DESC LIMIT 1")) {
            question.setString(1, sender);
            try (ResultSet row = question.executeQuery()) {
                return row.next() && Long.parseLong(row.getString(1).substring(sender.length() + 1)) >= number;
            }
        } catch (SQLException unreadable) {
            return false;
        }
    }

    /** Those later than that, in order. */
    public List<Row> rowsAfter(long micros) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = open();
                PreparedStatement question = connection.prepareStatement(
                        "SELECT id, kind, sender, text, via FROM message WHERE id > ? ORDER BY id")) {
            question.setString(1, MessageTime.format(micros));
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return rows;
    }

    /** All of them, oldest first. */
    List<Gap> gaps() throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (Connection connection = open();
                PreparedStatement question =
                        connection.prepareStatement("SELECT after_id, before_id, reason FROM gap ORDER BY rowid");
                ResultSet row = question.executeQuery()) {
            while (row.next()) {
                gaps.add(new Gap(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return gaps;
    }
}
