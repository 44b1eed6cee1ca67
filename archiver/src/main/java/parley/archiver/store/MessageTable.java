package parley.archiver.store;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.archiver.words.Segmentation;
import parley.archiver.words.SenderName;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.StreamEntry;

/**
 * Writes the tables {@code message} and {@code message_words}, and keeps them in step, within the caller's transaction.
 */
final class MessageTable implements AutoCloseable {
    private static final String ADD_WORDS = "INSERT INTO message_words (rowid, words, sender) VALUES (?, ?, ?)";

    private static final Logger log = LoggerFactory.getLogger(MessageTable.class);

    private final PreparedStatement insert;
    private final MessageFinder finder;
    private final PreparedStatement move;
    private final PreparedStatement addWords;
    private final PreparedStatement dropWords;

    MessageTable(Connection connection) throws SQLException {
        insert = connection.prepareStatement("INSERT INTO message VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING");
        finder = new MessageFinder(connection);
        move = connection.prepareStatement("UPDATE message SET id = ? WHERE id = ?");
        addWords = connection.prepareStatement(ADD_WORDS);
        dropWords = connection.prepareStatement("DELETE FROM message_words WHERE rowid = ?");
    }

    /** Forgets the words of all messages and cuts them once more, by the rules of today; in time that is as long as the archive. */
    static void indexAnew(Statement statement) throws SQLException {
        statement.execute("INSERT INTO message_words (message_words) VALUES ('delete-all')");
        long indexed = 0;
        try (PreparedStatement add = statement.getConnection().prepareStatement(ADD_WORDS);
                ResultSet row = statement.executeQuery("SELECT id, text, sender FROM message ORDER BY id")) {
            while (row.next()) {
                words(add, MessageTime.parse(row.getString(1)).orElseThrow(), row.getString(2), row.getString(3));
                indexed++;
            }
        }
        if (indexed > 0) {
            log.info("Built the search index anew, {} messages", indexed);
        }
    }

    /** How many messages there are, about, and at once: as they go the oldest first, their rows have numbers without a hole. */
    static long count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT (SELECT max(rowid) FROM message) - (SELECT min(rowid) FROM message) + 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** False, and nothing done, where a message with that time is there. */
    boolean insert(long micros, Payload payload, Via via) throws SQLException {
        bind(micros, payload, via);
        if (insert.executeUpdate() == 0) {
            return false;
        }
        words(addWords, micros, payload.text(), payload.sender());
        return true;
    }

    /**
     * Inserts bridges' messages; one where a message with its time is there is left out. Says of each whether it was inserted. Many are
     * cheaper at once than one by one: else the driver looks after each row whether it is to commit.
     */
    boolean[] insertAll(List<StreamEntry> entries) throws SQLException {
        // What an attempt that failed may have left in them.
        insert.clearBatch();
        addWords.clearBatch();
        for (StreamEntry entry : entries) {
            bind(entry.id().micros(), entry.payload(), Via.BRIDGE);
            insert.addBatch();
        }
        int[] rows = insert.executeBatch();
        boolean[] inserted = new boolean[rows.length];
        for (int at = 0; at < rows.length; at++) {
            inserted[at] = rows[at] > 0;
            if (inserted[at]) {
                Payload payload = entries.get(at).payload();
                bindWords(addWords, entries.get(at).id().micros(), payload.text(), payload.sender());
                addWords.addBatch();
            }
        }
        addWords.executeBatch();
        return inserted;
    }

    /** At that time, or 1 µs later where it is taken, and so on. */
    void insertDirect(long micros, Payload payload) throws SQLException {
        long free = micros;
        while (!insert(free, payload, Via.DIRECT)) {
            free++;
        }
    }

    @Nullable
    ArchivedMessage find(long micros) throws SQLException {
        return finder.find(micros);
    }

    /**
     * Moves the direct message that has that time, and those of its kind right behind it, 1 µs on. Bridges' messages stay where they
     * are and are leapt over.
     */
    void makeRoom(long micros) throws SQLException {
        Deque<Long> taken = new ArrayDeque<>();
        long free = micros;
        for (ArchivedMessage there = find(free); there != null; there = find(free)) {
            if (there.via() == Via.DIRECT) {
                taken.push(free);
            }
            free++;
        }
        // The last one first, so that its place is free for the one before.
        for (long from : taken) {
            move(from, free);
            free = from;
        }
    }

    private void move(long from, long to) throws SQLException {
        ArchivedMessage message = requireNonNull(find(from));
        dropWords.setLong(1, from);
        dropWords.executeUpdate();
        move.setString(1, MessageTime.format(to));
        move.setString(2, message.id());
        move.executeUpdate();
        words(addWords, to, message.text(), message.sender());
    }

    private void bind(long micros, Payload payload, Via via) throws SQLException {
        insert.setString(1, MessageTime.format(micros));
        insert.setString(2, payload.kind().word());
        insert.setString(3, payload.sender());
        insert.setString(4, payload.text());
        insert.setString(5, via.word());
    }

    private static void words(PreparedStatement statement, long micros, String text, String sender)
            throws SQLException {
        bindWords(statement, micros, text, sender);
        statement.executeUpdate();
    }

    private static void bindWords(PreparedStatement statement, long micros, String text, String sender)
            throws SQLException {
        statement.setLong(1, micros);
        statement.setString(2, Segmentation.index(text));
        statement.setString(3, SenderName.index(sender));
    }

    @Override
    public void close() throws SQLException {
        finder.close();
        for (PreparedStatement statement : new PreparedStatement[] {insert, move, addWords, dropWords}) {
            statement.close();
        }
    }
}
