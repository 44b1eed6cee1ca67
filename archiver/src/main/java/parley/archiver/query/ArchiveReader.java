package parley.archiver.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.MessageFinder;
import parley.archiver.store.Schema;
import parley.archiver.store.Segmentation;
import parley.archiver.store.Via;
import parley.protocol.Kind;
import parley.protocol.MessageTime;

/**
 * An archive opened to be read, while it is written or not; it never changes it. Each answer is of one moment. What a method gives
 * out is safe to show. All throw {@link ArchiveException} when the file cannot be read. One thread at a time.
 */
public final class ArchiveReader implements Closeable {
    private static final String EARLIEST = "";
    private static final String BEYOND = "~";

    private final Path path;
    private final Connection connection;

    private interface Query<T> {
        T run(Statement statement) throws SQLException, IOException;
    }

    private ArchiveReader(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /** Opens {@code archive.db} of a data directory. @throws ArchiveException where there is none, or another program's file */
    public static ArchiveReader open(Path directory) {
        ArchiveFile file = ArchiveFile.in(directory);
        try {
            file.requireOurs();
            Connection connection = file.openToRead();
            try {
                Schema.requireCurrent(connection);
                return new ArchiveReader(file.path(), connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw unreadable(file.path(), e);
        }
    }

    /**
     * The newest messages that hold all of these words, oldest first.
     *
     * @param words whole words, in any script, case and accents aside; of scripts without spaces any piece, down to one character
     * @throws ArchiveException when there is nothing in it to look for
     */
    public List<ArchivedMessage> search(String words, int limit) {
        String query = Segmentation.query(words)
                .orElseThrow(() -> new ArchiveException("nothing to look for: give a word, a character or a number"));
        return ask(statement -> {
            List<ArchivedMessage> found = new ArrayList<>();
            try (PreparedStatement match = connection.prepareStatement("SELECT rowid FROM message_words"
                            + " WHERE message_words MATCH ? ORDER BY rowid DESC LIMIT ?");
                    MessageFinder messages = new MessageFinder(connection)) {
                match.setString(1, query);
                match.setInt(2, limit);
                try (ResultSet row = match.executeQuery()) {
                    while (row.next()) {
                        ArchivedMessage message = messages.find(row.getLong(1));
                        if (message != null) {
                            found.add(message.cleaned());
                        }
                    }
                }
            }
            Collections.reverse(found);
            return found;
        });
    }

    /**
     * All messages of a time, oldest first, as they are read; returns how many.
     *
     * @param from the first moment of it, null for the beginning
     * @param to the first moment after it, null for no end
     */
    public long export(@Nullable Instant from, @Nullable Instant to, Consumer<ArchivedMessage> each) {
        return ask(statement -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + ArchivedMessage.COLUMNS + " FROM message WHERE id >= ? AND id < ? ORDER BY id")) {
                select.setString(1, id(from, EARLIEST));
                select.setString(2, id(to, BEYOND));
                long count = 0;
                try (ResultSet row = select.executeQuery()) {
                    for (; row.next(); count++) {
                        each.accept(ArchivedMessage.read(row).cleaned());
                    }
                }
                return count;
            }
        });
    }

    /** What is known to be missing, in the order in which it was noticed. */
    public List<Gap> gaps() {
        return ask(this::readGaps);
    }

    public Summary summary() {
        return ask(statement -> {
            List<Summary.Count> counts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT kind, via, count(*) FROM message GROUP BY kind, via ORDER BY kind, via")) {
                while (row.next()) {
                    counts.add(new Summary.Count(Kind.of(row.getString(1)), Via.of(row.getString(2)), row.getLong(3)));
                }
            }
            long messages = counts.stream().mapToLong(Summary.Count::messages).sum();
            try (ResultSet row = statement.executeQuery(
                    "SELECT (SELECT min(id) FROM message), (SELECT max(id) FROM message), (SELECT count(*) FROM gap)")) {
                row.next();
                Path wal = path.resolveSibling(path.getFileName() + "-wal");
                long bytes = Files.size(path) + (Files.exists(wal) ? Files.size(wal) : 0);
                return new Summary(path, messages, counts, row.getString(1), row.getString(2), row.getLong(3), bytes);
            }
        });
    }

    /** Reads the whole archive; what is damaged beyond reading is a problem like others. */
    public Verification verify() {
        return ask(statement -> {
            List<Gap> gaps = new ArrayList<>();
            try {
                gaps.addAll(readGaps(statement));
                return new Verifier(connection, gaps).verify();
            } catch (SQLException e) {
                return new Verification(List.of("the file is damaged: " + e.getMessage()), gaps, 0);
            }
        });
    }

    /**
     * Copies the archive as it is at this moment. The copy appears under its name when it is whole and on the disk.
     *
     * @throws ArchiveException when there is a file of that name, or it cannot be written
     */
    public void backup(Path file) {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new ArchiveException(target + " exists already");
        }
        try {
            Path unfinished = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".unfinished");
            try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, unfinished.toString());
                copy.execute();
                try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(unfinished, target);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (SQLException | IOException e) {
            throw ArchiveException.failed("the backup to " + target + " failed", e);
        }
    }

    private List<Gap> readGaps(Statement statement) throws SQLException {
        List<Gap> gaps = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT after_id, before_id, missing, reason, noticed_at FROM gap ORDER BY rowid")) {
            while (row.next()) {
                long missing = row.getLong(3);
                OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(missing);
                gaps.add(new Gap(row.getString(1), row.getString(2), known, row.getString(4), row.getString(5)));
            }
        }
        return gaps;
    }

    private <T> T ask(Query<T> query) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            try {
                return query.run(statement);
            } finally {
                statement.execute("ROLLBACK");
            }
        } catch (SQLException | IOException e) {
            throw unreadable(path, e);
        }
    }

    private static String id(@Nullable Instant time, String otherwise) {
        return time == null ? otherwise : MessageTime.format(MessageTime.ofInstant(time));
    }

    private static ArchiveException unreadable(Path path, Exception cause) {
        return ArchiveException.failed(path + " cannot be read", cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(path, e);
        }
    }
}
