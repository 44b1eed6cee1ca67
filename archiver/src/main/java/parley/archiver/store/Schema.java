package parley.archiver.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import parley.archiver.stream.Position;

/**
 * Makes the tables, by numbered migrations: a file's {@code user_version} says how many it has had. One that was
 * published is never changed, only followed by another.
 */
public final class Schema {
    /** "Prly". */
    static final int APPLICATION_ID = 0x50726C79;

    private interface Migration {
        void apply(Statement statement) throws SQLException;
    }

    private static final List<String> TABLES = List.of(
            "PRAGMA application_id = " + APPLICATION_ID,
            """
            CREATE TABLE message (
              id     TEXT NOT NULL UNIQUE
                     CHECK (id GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
              kind   TEXT NOT NULL CHECK (kind IN ('lobby', 'notice')),
              sender TEXT NOT NULL,
              text   TEXT NOT NULL,
              via    TEXT NOT NULL CHECK (via IN ('bridge', 'direct'))
            )""",
            """
            CREATE TABLE gap (
              after_id   TEXT,
              before_id  TEXT,
              missing    INTEGER CHECK (missing > 0),
              reason     TEXT NOT NULL,
              noticed_at TEXT NOT NULL
            )""",
            """
            CREATE TABLE position (
              one       INTEGER PRIMARY KEY CHECK (one = 1),
              stream_id TEXT NOT NULL,
              epoch     TEXT NOT NULL,
              number    INTEGER NOT NULL
            )""",
            "INSERT INTO position VALUES (1, '" + Position.START + "', '', 0)",
            """
            CREATE TABLE run (
              run          INTEGER PRIMARY KEY,
              epoch        TEXT NOT NULL,
              first_number INTEGER NOT NULL CHECK (first_number > 0),
              last_number  INTEGER NOT NULL CHECK (last_number >= first_number),
              first_id     TEXT NOT NULL,
              last_id      TEXT NOT NULL CHECK (last_id >= first_id)
            )""",
            // Its rowid is the message's time in microseconds, so nothing in it depends on how SQLite numbers rows. The
            // tokenizer
            // takes what is not ASCII as it is: the words in it were cut by Segmentation.
            "CREATE VIRTUAL TABLE message_words USING fts5(words, content = '', tokenize = 'ascii')");

    private static final List<Migration> MIGRATIONS = List.of(Schema::makeTables, MessageTable::indexAnew);

    private Schema() {}

    /** @throws ArchiveException when the file was made by a later version */
    static void upgrade(Connection connection) throws SQLException {
        int version = requireKnown(connection);
        try (Statement statement = connection.createStatement()) {
            for (; version < MIGRATIONS.size(); version++) {
                statement.execute("BEGIN IMMEDIATE");
                MIGRATIONS.get(version).apply(statement);
                statement.execute("PRAGMA user_version = " + (version + 1));
                statement.execute("COMMIT");
            }
        }
    }

    private static void makeTables(Statement statement) throws SQLException {
        for (String step : TABLES) {
            statement.execute(step);
        }
    }

    /** @throws ArchiveException when the file was made by a later version, or is too old to be read without an upgrade */
    public static void requireCurrent(Connection connection) throws SQLException {
        if (requireKnown(connection) < MIGRATIONS.size()) {
            throw new ArchiveException(
                    "the archive is of an older version: start the archiver once, it brings it up to date");
        }
    }

    private static int requireKnown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            int version = row.getInt(1);
            if (version > MIGRATIONS.size()) {
                throw new ArchiveException(String.format(
                        Locale.ROOT,
                        "the archive is of version %d, made by a later Parley; this one knows %d",
                        version,
                        MIGRATIONS.size()));
            }
            return version;
        }
    }
}
