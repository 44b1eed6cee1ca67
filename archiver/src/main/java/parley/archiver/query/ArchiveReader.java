package parley.archiver.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.MessageFinder;
import parley.archiver.store.SqliteLibrary;
import parley.archiver.words.Segmentation;

/**
 * Answers questions about an archive, while it is written or not; it never changes it. Any thread may ask, as many at one time as
 * {@link ReaderLimits} say. Each answer is of one moment. What a method gives out is safe to show. All throw
 * {@link ArchiveException} when the file cannot be read, or not within those limits.
 */
public final class ArchiveReader implements Closeable {
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
     * @throws ArchiveException when there is nothing in it to look for
     */
    public List<ArchivedMessage> search(String words, int limit) {
        return search(Segmentation.query(words), Selection.ALL, limit).messages();
    }

    /**
     * Of a selection, the newest messages that a query of {@link Segmentation} fits, oldest first.
     *
     * @param query empty where there was nothing in it to look for
     * @throws ArchiveException when it is
     */
    public Found search(Optional<String> query, Selection selection, int limit) {
        String match = query.orElseThrow(
                () -> new ArchiveException("nothing to look for: give a word, a character or a number"));
        return pool.ask(connection -> new MessageSearch(connection, selection).newest(match, limit));
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

    /** The messages of a selection, oldest first, as they are read, and no more of them than the limit. */
    public Exported export(Selection selection, long limit, Consumer<ArchivedMessage> each) {
        return pool.ask(connection -> new MessageSearch(connection, selection).oldest(limit, each));
    }

    /** What is known to be missing, in the order in which it was noticed. */
    public List<Gap> gaps() {
        return pool.ask(Gap::readAll);
    }

    public Summary summary() {
        return pool.ask(connection -> Summary.read(path, connection));
    }

    public List<Activity.Day> days() {
        return pool.ask(Activity::days);
    }

    public List<Activity.Sender> senders() {
        return pool.ask(Activity::senders);
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

    /** Returns at once. What is being answered is cut off. */
    @Override
    public void close() {
        pool.close();
    }
}
