package parley.archiver.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.MessageFinder;
import parley.archiver.words.SenderName;

/** Reads the messages of a selection, within the caller's transaction, and no more of them than are asked for. */
final class MessageSearch {
    private static final String INDEXED =
            "SELECT rowid FROM message_words WHERE message_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid";

    private final Connection connection;
    private final Selection selection;
    private final @Nullable SenderName sender;

    MessageSearch(Connection connection, Selection selection) {
        this.connection = connection;
        this.selection = selection;
        sender = selection.sender() == null ? null : new SenderName(selection.sender());
    }

    /** The index gives the newest first by itself: nothing is sorted, and reading ends with the limit. */
    Found newest(String words, int limit) throws SQLException {
        String inText = "words : (" + words + ")";
        String query = bySender().map(its -> inText + " AND " + its).orElse(inText);
        List<ArchivedMessage> found = new ArrayList<>();
        ArchivedMessage next = read(INDEXED + " DESC", query, limit, found::add);
        Collections.reverse(found);
        return new Found(found, next != null);
    }

    Exported oldest(long limit, Consumer<ArchivedMessage> each) throws SQLException {
        AtomicLong count = new AtomicLong();
        Consumer<ArchivedMessage> counted = message -> {
            each.accept(message);
            count.incrementAndGet();
        };
        Optional<String> query = bySender();
        ArchivedMessage next = query.isPresent() ? read(INDEXED, query.get(), limit, counted) : readAll(limit, counted);
        return new Exported(count.get(), next == null ? null : next.id());
    }

    private Optional<String> bySender() {
        return sender == null ? Optional.empty() : sender.query();
    }

    /** Gives out what the index finds, up to the limit; returns the next behind that, null where there is none. */
    private @Nullable ArchivedMessage read(String sql, String query, long limit, Consumer<ArchivedMessage> each)
            throws SQLException {
        try (PreparedStatement match = connection.prepareStatement(sql);
                MessageFinder messages = new MessageFinder(connection)) {
            match.setString(1, query);
            match.setLong(2, selection.firstMicros());
            match.setLong(3, selection.lastMicros());
            long count = 0;
            try (ResultSet row = match.executeQuery()) {
                while (row.next()) {
                    ArchivedMessage message = messages.find(row.getLong(1));
                    if (message == null || !isMeant(message)) {
                        continue;
                    }
                    if (count == limit) {
                        return message;
                    }
                    each.accept(message.cleaned());
                    count++;
                }
            }
            return null;
        }
    }

    private @Nullable ArchivedMessage readAll(long limit, Consumer<ArchivedMessage> each) throws SQLException {
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
                        return message;
                    }
                    each.accept(message.cleaned());
                    count++;
                }
            }
            return null;
        }
    }

    private boolean isMeant(ArchivedMessage message) {
        return sender == null || sender.matches(message.sender());
    }
}
