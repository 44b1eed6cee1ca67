package parley.archiver.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.MessageFinder;
import parley.archiver.store.Segmentation;
import parley.archiver.store.SqliteLibrary;
import parley.protocol.MessageTime;

/**
 * Answers questions about an archive, while it is written or not; it never changes it. Any thread may ask, as many at one time as
 * {@link ReaderLimits} say. Each answer is of one moment. What a method gives out is safe to show. All throw
 * {@link ArchiveException} when the file cannot be read, or not within those limits.
 */
public final class ArchiveReader implements Closeable {
    private static final String EARLIEST = "";
    private static final String BEYOND = "~";

    private final Path path;
    private final ReaderPool pool;

    private ArchiveReader(Path path, ReaderPool pool) {
        this.path = path;
        this.pool = pool;
    }

    /** Opens {@code archive.db} of a data directory for one command. @throws ArchiveException as the other {@code open} does */
    public static ArchiveReader open(Path directory) {
        return open(directory, ReaderLimits.ONE_COMMAND);
    }

    /** Opens {@code archive.db} of a data directory. @throws ArchiveException where there is none, or another program's file */
    public static ArchiveReader open(Path directory, ReaderLimits limits) {
        SqliteLibrary.require();
        ArchiveFile file = ArchiveFile.in(directory);
        try {
            file.requireOurs();
        } catch (IOException e) {
            throw ArchiveException.failed(file.path() + " cannot be read", e);
        }
        return new ArchiveReader(file.path(), new ReaderPool(file, limits));
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
        return pool.ask(connection -> {
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

    /** The messages of these times, microseconds, in this order; without those that are not there. */
    public List<ArchivedMessage> find(List<Long> times) {
        return pool.ask(connection -> {
            List<ArchivedMessage> found = new ArrayList<>();
            try (MessageFinder messages = new MessageFinder(connection)) {
                for (long time : times) {
                    ArchivedMessage message = messages.find(time);
                    if (message != null) {
                        found.add(message.cleaned());
                    }
                }
            }
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
        return pool.ask(connection -> {
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
        return pool.ask(Gap::readAll);
    }

    public Summary summary() {
        return pool.ask(connection -> Summary.read(path, connection));
    }

    /** Reads the whole archive; what is damaged beyond reading is a problem like others. */
    public Verification verify() {
        return pool.ask(connection -> {
            List<Gap> gaps = new ArrayList<>();
            try {
                gaps.addAll(Gap.readAll(connection));
                return new Verifier(connection, gaps).verify();
            } catch (SQLException e) {
                if (QueryDeadline.hasCutOff(e)) {
                    throw e;
                }
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
        pool.lend(connection -> Backup.write(connection, file.toAbsolutePath()));
    }

    private static String id(@Nullable Instant time, String otherwise) {
        return time == null ? otherwise : MessageTime.format(MessageTime.ofInstant(time));
    }

    /** Returns at once. What is being answered is cut off. */
    @Override
    public void close() {
        pool.close();
    }
}
