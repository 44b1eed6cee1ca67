package parley.archiver.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.MessageFinder;
import parley.archiver.store.SenderName;

/** Reads the messages of a selection, within the caller's transaction, and no more of them than are asked for. */
final class MessageSearch {
    private final Connection connection;
    private final Selection selection;
    private final @Nullable SenderName sender;

    MessageSearch(Connection connection, Selection selection) {
        this.connection = connection;
        this.selection = selection;
        sender = selection.sender() == null ? null : new SenderName(selection.sender());
    }

    /** The index gives the newest first by itself: nothing is sorted, and reading ends with the limit. */
    Found newest(String query, int limit) throws SQLException {
        List<ArchivedMessage> found = new ArrayList<>();
        boolean more = false;
        try (PreparedStatement match = connection.prepareStatement("SELECT rowid FROM message_words"
                        + " WHERE message_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC");
                MessageFinder messages = new MessageFinder(connection)) {
            match.setString(1, query);
            match.setLong(2, selection.firstMicros());
            match.setLong(3, selection.lastMicros());
            try (ResultSet row = match.executeQuery()) {
                while (!more && row.next()) {
                    ArchivedMessage message = messages.find(row.getLong(1));
                    if (message != null && isMeant(message)) {
                        more = found.size() == limit;
                        if (!more) {
                            found.add(message.cleaned());
                        }
                    }
                }
            }
        }
        Collections.reverse(found);
        return new Found(found, more);
    }

    Exported oldest(long limit, Consumer<ArchivedMessage> each) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + ArchivedMessage.COLUMNS + " FROM message WHERE id >= ? AND id < ? ORDER BY id")) {
            select.setString(1, selection.firstId());
            select.setString(2, selection.endId());
            long count = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ArchivedMessage message = ArchivedMessage.read(row);
                    if (!isMeant(message)) {
                        continue;
                    }
                    if (count == limit) {
                        return new Exported(count, message.id());
                    }
                    each.accept(message.cleaned());
                    count++;
                }
            }
            return new Exported(count, null);
        }
    }

    private boolean isMeant(ArchivedMessage message) {
        return sender == null || sender.matches(message.sender());
    }
}
