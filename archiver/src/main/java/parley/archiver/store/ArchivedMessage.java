package parley.archiver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.SafeText;

/**
 * Holds one row of the table {@code message}, the components named and ordered as its columns.
 *
 * @param id the message's time, as {@link MessageTime#format} writes it; sorts by time
 */
public record ArchivedMessage(String id, MessageKind kind, String sender, String text, Via via) {
    public static final String COLUMNS = "id, kind, sender, text, via";

    static ArchivedMessage of(long micros, Payload payload, Via via) {
        return new ArchivedMessage(MessageTime.format(micros), payload.kind(), payload.sender(), payload.text(), via);
    }

    /** From a row that begins with {@link #COLUMNS}, as it is stored. */
    public static ArchivedMessage read(ResultSet row) throws SQLException {
        return new ArchivedMessage(
                row.getString(1),
                MessageKind.of(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Via.of(row.getString(5)));
    }

    /** The same, safe to show: whatever wrote to the stream or to the file. */
    public ArchivedMessage cleaned() {
        return new ArchivedMessage(id, kind, SafeText.cleanForeign(sender), SafeText.cleanForeign(text), via);
    }
}
