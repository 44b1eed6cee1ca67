package parley.archiver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import parley.protocol.MessageTime;

/** Finds messages by their time. */
public final class MessageFinder implements AutoCloseable {
    private final PreparedStatement find;

    public MessageFinder(Connection connection) throws SQLException {
        find = connection.prepareStatement("SELECT " + ArchivedMessage.COLUMNS + " FROM message WHERE id = ?");
    }

    /** As it is stored. */
    public @Nullable ArchivedMessage find(long micros) throws SQLException {
        find.setString(1, MessageTime.format(micros));
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? ArchivedMessage.read(row) : null;
        }
    }

    @Override
    public void close() throws SQLException {
        find.close();
    }
}
