package parley.archiver.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import parley.protocol.MessageTime;

/**
 * Lets the oldest messages of an archive go, a few hundred in a transaction of some ten milliseconds, so that neither a writer nor a
 * reader waits for it. The table {@code pruned} and the column of that name in {@code run} say what went, in the same transaction:
 * what was let go is no gap, and what is gone otherwise still shows. One thread at a time.
 */
public final class Pruner implements AutoCloseable {
    private static final int ROWS = 500;
    /** Pages of the search index that are written anew in a step, where that gives room back: as many as the rows' words take. */
    private static final int INDEX_PAGES = 16;
    /** Pages that are given back to the file system in a step. */
    private static final int VACUUMED_PAGES = 500;
    /** Free pages are kept for what comes next, up to this part of the file. */
    private static final int SPARE_PART = 10;

    private final Connection connection;
    private final InstantSource clock;
    private final Statement statement;
    private final PreparedStatement oldest;
    private final PreparedStatement dropWords;
    private final PreparedStatement drop;

    private record Row(String id, boolean fromBridge) {}

    Pruner(Connection connection, InstantSource clock) throws SQLException {
        this.connection = connection;
        this.clock = clock;
        statement = connection.createStatement();
        oldest = connection.prepareStatement("SELECT id, via FROM message WHERE id < ? ORDER BY id LIMIT ?");
        dropWords = connection.prepareStatement("DELETE FROM message_words WHERE rowid = ?");
        drop = connection.prepareStatement("DELETE FROM message WHERE id = ?");
    }

    /**
     * Opens the archive of a directory, beside an archiver or not: they wait for each other, some milliseconds at a time.
     *
     * @throws ArchiveException when there is none, or it can't be used
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static Pruner open(Path directory, InstantSource clock) {
        SqliteLibrary.require();
        ArchiveFile file = ArchiveFile.in(directory);
        Connection connection = null;
        Pruner opened = null;
        try {
            file.requireOurs();
            if (ReadAccess.isLogged(file.path())) {
                // Whoever writes puts what is in the log into the file, also where it is another file's.
                file.requireSound();
            }
            connection = file.openToWrite();
            Schema.requireCurrent(connection);
            opened = new Pruner(connection, clock);
            return opened;
        } catch (IOException | SQLException e) {
            throw ArchiveException.failed(file.path() + " cannot be written", e);
        } finally {
            if (opened == null && connection != null) {
                QuietEnd.closeQuietly(connection);
            }
        }
    }

    /**
     * Says what was done.
     *
     * @param messages that were let go
     * @param more whether the next step may have something to do
     */
    public record Step(int messages, boolean more) {}

    /** Lets some of what is not to be kept go, or gives room back. Done, or not begun, when it throws. */
    public Step step(Retention retention) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        int pruned = 0;
        boolean committed = false;
        try {
            List<Row> rows = surplus(retention);
            pruned = rows.size();
            if (pruned > 0) {
                letGo(rows);
            }
            statement.execute("COMMIT");
            committed = true;
        } finally {
            if (!committed) {
                QuietEnd.rollBack(statement);
            }
        }
        return new Step(pruned, pruned > 0 || giveBack(retention));
    }

    private List<Row> surplus(Retention retention) throws SQLException {
        List<Row> rows = oldest(retention.firstKept(clock.instant()), ROWS);
        if (!rows.isEmpty() || retention.bytes().isEmpty()) {
            return rows;
        }
        long used = bytes("page_count") - bytes("freelist_count");
        long surplus = used - retention.bytes().getAsLong();
        if (surplus <= 0) {
            return rows;
        }
        // As many as take so much by the mean, and one more.
        long messages = MessageTable.count(statement);
        return oldest("~", (int) Math.min(ROWS, surplus * messages / used + 1));
    }

    private List<Row> oldest(String before, int most) throws SQLException {
        oldest.setString(1, before);
        oldest.setInt(2, most);
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = oldest.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(row.getString(1), Via.of(row.getString(2)) == Via.BRIDGE));
            }
        }
        return rows;
    }

    private void letGo(List<Row> rows) throws SQLException {
        PrunedRuns runs = PrunedRuns.load(connection);
        for (Row row : rows) {
            dropWords.setLong(1, MessageTime.parse(row.id()).orElseThrow());
            dropWords.addBatch();
            drop.setString(1, row.id());
            drop.addBatch();
            if (row.fromBridge()) {
                runs.prune(row.id());
            }
        }
        dropWords.executeBatch();
        drop.executeBatch();
        long last = MessageTime.parse(rows.get(rows.size() - 1).id()).orElseThrow();
        runs.save(MessageTime.format(last + 1), rows.size());
        statement.execute("INSERT INTO message_words (message_words, rank) VALUES ('merge', " + INDEX_PAGES + ")");
    }

    /** Where there is much free room in the file, or more than may be, makes it shorter; false where it is, or can't be made so. */
    private boolean giveBack(Retention retention) throws SQLException {
        long all = bytes("page_count");
        long free = bytes("freelist_count");
        boolean tooLarge =
                retention.bytes().isPresent() && all > retention.bytes().getAsLong();
        if (free == 0 || !(tooLarge || free > all / SPARE_PART)) {
            return false;
        }
        // Page by page, until it was run to its end: which execute would not do.
        statement.executeUpdate("PRAGMA incremental_vacuum(" + VACUUMED_PAGES + ")");
        // The file itself becomes shorter with what the log of writes says of it.
        statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        return bytes("page_count") < all;
    }

    private long bytes(String pages) throws SQLException {
        return number("PRAGMA " + pages) * number("PRAGMA page_size");
    }

    private long number(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What was let go so far, also before this was opened. */
    public Pruned pruned() throws SQLException {
        return Pruned.read(connection);
    }

    /** How many are left, about. */
    public long messages() throws SQLException {
        return MessageTable.count(statement);
    }

    /** The connection too. */
    @Override
    public void close() throws SQLException {
        oldest.close();
        dropWords.close();
        drop.close();
        statement.close();
        connection.close();
    }
}
