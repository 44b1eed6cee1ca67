package parley.archiver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.archiver.stream.Position;
import parley.protocol.LobbyId;
import parley.protocol.MessageTime;

/**
 * Finds holes between the stream's messages, and keeps the tables {@code position}, {@code run} and {@code gap}. It
 * lives as long as one transaction: it reads where the archive stands, is told of each new message in the stream's
 * order, and writes the outcome at {@link #save}.
 *
 * <p>A run is a row of messages without a hole between them: as many as its numbers span. Each run but one that begins with the
 * first message of all stands behind a gap. A gap without an end is open: it ends at the next new message.
 */
public final class Continuity {
    private final Connection connection;
    private final String now;
    private Position position;
    private long run;
    private @Nullable String lastId;
    private boolean gapOpen;
    private boolean extended;
    private int gaps;

    private Continuity(Connection connection, String now, Position position) {
        this.connection = connection;
        this.now = now;
        this.position = position;
    }

    /** @param now formatted as ids are */
    static Continuity load(Connection connection, String now) throws SQLException {
        Continuity loaded = new Continuity(connection, now, position(connection));
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT run, last_id FROM run ORDER BY run DESC LIMIT 1")) {
                if (row.next()) {
                    loaded.run = row.getLong(1);
                    loaded.lastId = row.getString(2);
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT 1 FROM gap WHERE before_id IS NULL")) {
                loaded.gapOpen = row.next();
            }
        }
        return loaded;
    }

    public static Position position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT stream_id, epoch, number FROM position")) {
            if (!row.next()) {
                throw new SQLException("the archive has lost its position in the stream");
            }
            return new Position(row.getString(1), row.getString(2), row.getLong(3));
        }
    }

    /** A new message from the stream was put into the archive, the next after the one before. */
    void add(LobbyId id) throws SQLException {
        String at = MessageTime.format(id.micros());
        if (position.isFollowedBy(id)) {
            if (gapOpen) {
                execute("DELETE FROM gap WHERE before_id IS NULL"); // Nothing was missing after all.
            }
            if (lastId == null) {
                beginRun(id, at);
            }
        } else {
            if (gapOpen) {
                execute("UPDATE gap SET before_id = ? WHERE before_id IS NULL", at);
            } else {
                insertGap(lastId, at, missingBefore(id), reasonBefore(id));
            }
            beginRun(id, at);
        }
        gapOpen = false;
        extended = true;
        lastId = at;
        position = new Position(position.streamId(), id.epoch(), id.number());
    }

    /** Whether it is the next after the one before, so that it can't have been in the archive. */
    boolean isNext(LobbyId id) {
        return position.isFollowedBy(id);
    }

    /** The stream is no longer the one that was read: reading starts over, and what is already here is passed over. */
    void startOver(String reason) throws SQLException {
        if (!gapOpen) {
            insertGap(lastId, null, OptionalLong.empty(), reason);
            gapOpen = true;
        }
        passTo(Position.START);
    }

    /** The last entry of the stream could not be read, and may have been a message. The next message's number shows whether it was. */
    void passedOver() throws SQLException {
        if (!gapOpen) {
            insertGap(lastId, null, OptionalLong.empty(), "an entry of the stream could not be read");
            gapOpen = true;
        }
    }

    /** Direct clients' messages were heard, but there was no room for them. */
    void lostDirect(@Nullable String afterId, String beforeId, long missing) throws SQLException {
        insertGap(
                afterId, beforeId, OptionalLong.of(missing), "direct messages came faster than they could be written");
    }

    /** Reading goes on after that entry. */
    void passTo(String streamId) {
        position = new Position(streamId, position.epoch(), position.number());
    }

    /** How many gaps were noticed in this transaction. */
    int gaps() {
        return gaps;
    }

    Position save() throws SQLException {
        if (extended) {
            execute("UPDATE run SET last_number = ?, last_id = ? WHERE run = ?", position.number(), lastId, run);
        }
        execute(
                "UPDATE position SET stream_id = ?, epoch = ?, number = ?",
                position.streamId(),
                position.epoch(),
                position.number());
        return position;
    }

    private void beginRun(LobbyId id, String at) throws SQLException {
        if (extended) {
            save();
        }
        run++;
        execute("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, 0)", run, id.epoch(), id.number(), id.number(), at, at);
    }

    private OptionalLong missingBefore(LobbyId id) {
        long expected = position.number() + 1;
        boolean known = (position.epoch().isEmpty() || position.epoch().equals(id.epoch())) && id.number() > expected;
        return known ? OptionalLong.of(id.number() - expected) : OptionalLong.empty();
    }

    private String reasonBefore(LobbyId id) {
        if (position.epoch().isEmpty()) {
            return "the stream no longer held them when the archive began";
        }
        if (!position.epoch().equals(id.epoch())) {
            return id.number() == 1
                    ? "the stream began anew"
                    : "the stream began anew, and no longer held its first " + (id.number() - 1);
        }
        return id.number() > position.number()
                ? "the stream no longer held them"
                : "the stream's numbers went back: Redis came back with older data";
    }

    private void insertGap(@Nullable String afterId, @Nullable String beforeId, OptionalLong missing, String reason)
            throws SQLException {
        Long count = missing.isPresent() ? missing.getAsLong() : null;
        execute("INSERT INTO gap VALUES (?, ?, ?, ?, ?)", afterId, beforeId, count, reason, now);
        gaps++;
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
