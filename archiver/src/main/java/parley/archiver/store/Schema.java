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
            "CREATE VIRTUAL TABLE message_words USING fts5(words, content = '', tokenize = 'ascii')");

    private static final List<String> PRUNING = List.of(
            // How many messages of a run were let go.
            "ALTER TABLE run ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0",
            """
            CREATE TABLE pruned (
              one          INTEGER PRIMARY KEY CHECK (one = 1),
              before_id    TEXT NOT NULL,
              messages     INTEGER NOT NULL,
              from_bridges INTEGER NOT NULL,
              of_runs_gone INTEGER NOT NULL,
              missing      INTEGER NOT NULL
            )""",
            "INSERT INTO pruned VALUES (1, '', 0, 0, 0, 0)",
            // Its rowid is the message's time in microseconds, so nothing in it depends on how SQLite numbers rows. The
            // tokenizer takes what is not ASCII as it is: the words in it were cut by Segmentation. A row is deleted
            // without being told again what was put in.
            "DROP TABLE message_words",
            """
            CREATE VIRTUAL TABLE message_words USING fts5(
              words, sender, content = '', contentless_delete = 1, tokenize = 'ascii'
            )""");

    private static final List<Migration> MIGRATIONS = List.of(
            statement -> executeAll(statement, TABLES),
            statement -> {
                // The index was built anew here, as it is in the next.
            },
            statement -> {
                executeAll(statement, PRUNING);
                MessageTable.indexAnew(statement);
            });

    /** The version of what is made here. */
    static final int CURRENT = MIGRATIONS.size();

    private Schema() {}

    /** All of it, or nothing where it fails. @throws ArchiveException when the file was made by a later version */
    static void upgrade(Connection connection) throws SQLException {
        int version = version(connection);
        if (version == CURRENT) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean committed = false;
            try {
                for (; version < CURRENT; version++) {
                    MIGRATIONS.get(version).apply(statement);
                }
                statement.execute("PRAGMA user_version = " + CURRENT);
                statement.execute("COMMIT");
                committed = true;
            } finally {
                if (!committed) {
                    QuietEnd.rollBack(statement);
                }
            }
        }
    }

    private static void executeAll(Statement statement, List<String> steps) throws SQLException {
        for (String step : steps) {
            statement.execute(step);
        }
    }

    /** @throws ArchiveException when the file was made by a later version, or is too old to be read without an upgrade */
    public static void requireCurrent(Connection connection) throws SQLException {
        if (version(connection) < CURRENT) {
            throw new ArchiveException(
                    "the archive is of an older version: start the archiver once, it brings it up to date");
        }
    }

    /** How many migrations a file has had. @throws ArchiveException when it was made by a later version */
    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            int version = row.getInt(1);
            if (version > CURRENT) {
                throw new ArchiveException(String.format(
                        Locale.ROOT,
                        "the archive is of version %d, made by a later Parley; this one knows %d",
                        version,
                        CURRENT));
            }
            return version;
        }
    }
}
