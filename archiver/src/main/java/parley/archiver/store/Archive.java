package parley.archiver.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.archiver.stream.DirectMessage;
import parley.archiver.stream.Position;
import parley.archiver.stream.StreamBatch;
import parley.protocol.MessageTime;
import parley.protocol.StreamEntry;

/**
 * Writes the archive of a directory, which no other process can write meanwhile. Each call is one transaction: it is
 * done, durably, when it returns, and not at all when it throws; then it may simply be tried again. One thread at a
 * time.
 */
public final class Archive implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Archive.class);

    /** How many rows go to SQLite together; what they take in memory doesn't outlive a young collection. */
    private static final int MOST_AT_ONCE = 256;

    private final ArchiveLock lock;
    private final Connection connection;
    private final MessageTable messages;
    private final Pruner pruner;
    private final Retention retention;
    private final InstantSource clock;

    /** @param gaps noticed on the way */
    public record Written(int bridge, int direct, int repeats, int gaps) {}

    private interface Transaction<T> {
        T run(Continuity continuity) throws SQLException;
    }

    private Archive(ArchiveLock lock, Connection connection, Retention retention, InstantSource clock)
            throws SQLException {
        this.lock = lock;
        this.retention = retention;
        this.connection = connection;
        this.messages = new MessageTable(connection);
        this.pruner = new Pruner(connection, clock);
        this.clock = clock;
    }

    /** Opens an archive that lets nothing go. @throws ArchiveException as the other {@code open} does */
    public static Archive open(Path directory, InstantSource clock) {
        return open(directory, Retention.ALL, clock);
    }

    /**
     * Opens the archive of a directory; both are made where they are not there. One of an earlier version is brought up to date,
     * and a copy of it as it was is kept.
     *
     * @param retention for {@link #prune()}
     * @throws ArchiveException when it cannot be used: not ours, damaged, of a later version, or written by another archiver
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static Archive open(Path directory, Retention retention, InstantSource clock) {
        ArchiveLock lock = null;
        Connection connection = null;
        Archive opened = null;
        try {
            Files.createDirectories(directory);
            lock = ArchiveLock.acquire(directory);
            ArchiveFile file = ArchiveFile.in(directory);
            file.createIfAbsent();
            file.requireSound();
            file.restrict();
            connection = file.openToWrite();
            int version = Schema.version(connection);
            if (version < Schema.CURRENT) {
                MigrationBackup.make(connection, file, version, clock.instant());
                Schema.upgrade(connection);
            }
            opened = new Archive(lock, connection, retention, clock);
            return opened;
        } catch (IOException | SQLException e) {
            throw ArchiveException.failed("the archive in " + directory + " cannot be opened", e);
        } finally {
            if (opened == null) {
                QuietEnd.closeQuietly(connection);
                QuietEnd.closeQuietly(lock);
            }
        }
    }

    public Position position() throws SQLException {
        return Continuity.position(connection);
    }

    /** Of the newest message, whatever way it came; empty in an empty archive. */
    public OptionalLong newestMicros() throws SQLException {
        String id = newestId();
        return id == null ? OptionalLong.empty() : MessageTime.parse(id);
    }

    /** How many messages there are, about, and at once. */
    public long messages() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return MessageTable.count(statement);
        }
    }

    /** Lets some of what is not to be kept go: see {@link Pruner#step}. */
    public Pruner.Step prune() throws SQLException {
        return pruner.step(retention);
    }

    /** Puts into the archive what is new of it, and moves the position past the batch. */
    public Written write(StreamBatch batch, List<DirectMessage> direct) throws SQLException {
        return transact(continuity -> {
            int repeats = addAll(batch.entries(), continuity);
            continuity.passTo(batch.streamId());
            if (batch.endsUnread()) {
                continuity.passedOver();
            }
            int written = 0;
            for (DirectMessage message : direct) {
                if (isStored(message.announced())) {
                    continue;
                }
                written++;
                if (message.lostBefore() > 0) {
                    continuity.lostDirect(newestId(), MessageTime.format(message.micros()), message.lostBefore());
                }
                messages.insertDirect(message.micros(), message.payload());
            }
            return new Written(batch.entries().size() - repeats, written, repeats, continuity.gaps());
        });
    }

    /** Returns how many of them were here already, or were let go. */
    private int addAll(List<StreamEntry> entries, Continuity continuity) throws SQLException {
        String prunedBefore = Pruned.read(connection).beforeId();
        int repeats = 0;
        for (int from = 0, to; from < entries.size(); from = to) {
            to = from;
            while (to < entries.size() && to - from < MOST_AT_ONCE && !isEarlier(entries.get(to), prunedBefore)) {
                to++;
            }
            if (to > from) {
                repeats += addKept(entries.subList(from, to), continuity);
            } else {
                repeats += addEarlier(entries.get(to++), continuity);
            }
        }
        return repeats;
    }

    private static boolean isEarlier(StreamEntry entry, String prunedBefore) {
        return !prunedBefore.isEmpty()
                && MessageTime.format(entry.id().micros()).compareTo(prunedBefore) < 0;
    }

    private int addKept(List<StreamEntry> entries, Continuity continuity) throws SQLException {
        int repeats = 0;
        boolean[] inserted = messages.insertAll(entries);
        for (int at = 0; at < inserted.length; at++) {
            StreamEntry entry = entries.get(at);
            if (inserted[at] || insert(entry)) {
                continuity.add(entry.id());
            } else {
                repeats++;
            }
        }
        return repeats;
    }

    /** Adds one from before what was let go: only by its number can it be told from those. */
    private int addEarlier(StreamEntry entry, Continuity continuity) throws SQLException {
        if (continuity.isNext(entry.id()) && insert(entry)) {
            continuity.add(entry.id());
            return 0;
        }
        return 1;
    }

    private boolean isStored(long micros) throws SQLException {
        ArchivedMessage there = micros == 0 ? null : messages.find(micros);
        return there != null && there.via() == Via.BRIDGE;
    }

    /** The stream is another one than was read so far: see {@link Continuity#startOver}. */
    public void startOver(String reason) throws SQLException {
        transact(continuity -> {
            continuity.startOver(reason);
            return reason;
        });
    }

    /** False where it is already here. Its id is its own: a direct message makes room. */
    private boolean insert(StreamEntry entry) throws SQLException {
        long micros = entry.id().micros();
        if (messages.insert(micros, entry.payload(), Via.BRIDGE)) {
            return true;
        }
        ArchivedMessage there = messages.find(micros);
        if (there != null && there.via() == Via.DIRECT) {
            messages.makeRoom(micros);
            return messages.insert(micros, entry.payload(), Via.BRIDGE);
        }
        if (there != null && !there.equals(ArchivedMessage.of(micros, entry.payload(), Via.BRIDGE))) {
            // Its number will be missing from the run, so the gap is written down with the next message.
            log.error("Two messages have the time {}; the one that came first is kept", there.id());
        }
        return false;
    }

    private @Nullable String newestId() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(id) FROM message")) {
            row.next();
            return row.getString(1);
        }
    }

    private <T> T transact(Transaction<T> work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean committed = false;
            try {
                Continuity continuity =
                        Continuity.load(connection, MessageTime.format(MessageTime.ofInstant(clock.instant())));
                T result = work.run(continuity);
                continuity.save();
                statement.execute("COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    QuietEnd.rollBack(statement);
                }
            }
        }
    }

    @Override
    public void close() {
        QuietEnd.closeQuietly(messages);
        QuietEnd.closeQuietly(pruner);
        QuietEnd.closeQuietly(lock);
    }
}
