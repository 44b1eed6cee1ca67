package parley.bench.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** Counts the rows of an archive while it grows, and exports them. */
public final class ArchiveRows implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String INDEX = "message_words";
    private static final String COUNT = "SELECT count(*) FROM message";
    /** So many rows are let pass before the clock starts: the archiver is warm, and has begun. */
    private static final double WARM = 0.2;

    private final Connection connection;

    private ArchiveRows(Connection connection) {
        this.connection = connection;
    }

    /** Waits until the archive exists. */
    public static ArchiveRows await(Path archive) throws IOException, SQLException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            if (Files.exists(archive)) {
                Connection connection = open(archive);
                try (Statement statement = connection.createStatement()) {
                    statement.executeQuery(COUNT).close();
                    return new ArchiveRows(connection);
                } catch (SQLException notYet) {
                    connection.close();
                }
            }
        }
        throw new IOException("no archive");
    }

    /** Waits until it has so many rows; returns how many came a second, once it had begun. */
    public double rate(int rows) throws IOException {
        long warm = 0;
        int warmRows = 0;
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            int now = count();
            if (warm == 0 && now >= WARM * rows) {
                warm = System.nanoTime();
                warmRows = now;
            }
            if (now >= rows) {
                return (now - warmRows) / ((System.nanoTime() - warm) / 1e9);
            }
            pause();
        }
        throw new IOException("the archiver did not get to the end");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the message with that running number is archived; returns the seconds. */
    public double awaitNumber(long number) throws IOException {
        long start = System.nanoTime();
        while (number() < number) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("the archiver did not get to the end");
            }
            pause();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The running number of the newest message archived from the stream. */
    public long number() throws IOException {
        return ask("SELECT number FROM position");
    }

    public int count() throws IOException {
        return (int) ask(COUNT);
    }

    private long ask(String query) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    /**
     * Writes what puts the same rows into a new archive's table.
     *
     * @param indexed whether their texts and senders go into a full-text index like the archive's, too, when all are there
     */
    public static void export(Path archive, Path script, boolean indexed) throws IOException, SQLException {
        try (Connection connection = open(archive);
                Statement statement = connection.createStatement();
                BufferedWriter writer = Files.newBufferedWriter(script)) {
            writer.write("PRAGMA journal_mode = WAL;\nBEGIN;\n");
            writer.write(definition(statement, "message"));
            try (ResultSet row =
                    statement.executeQuery("SELECT id, kind, sender, text, via FROM message ORDER BY id")) {
                while (row.next()) {
                    writer.write(String.format(
                            Locale.ROOT,
                            "INSERT INTO message VALUES ('%s', '%s', '%s', '%s', '%s');\n",
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5)));
                }
            }
            if (indexed) {
                writer.write(definition(statement, INDEX));
                writer.write(
                        "INSERT INTO " + INDEX + " (rowid, sender, words) SELECT rowid, sender, text FROM message;\n");
            }
            writer.write("COMMIT;\n");
        }
    }

    private static String definition(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = '" + table + "'")) {
            // Debian's sqlite3 is older than the archive's, and nothing is deleted here.
            return row.getString(1).replace(", contentless_delete = 1", "") + ";\n";
        }
    }

    private static Connection open(Path archive) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:file:" + archive + "?mode=ro");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
