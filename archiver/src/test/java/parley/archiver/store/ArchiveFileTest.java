package parley.archiver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.entries;
import static parley.archiver.stream.Entries.entry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.query.ArchiveFiles;
import parley.archiver.query.ArchiveReader;

class ArchiveFileTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-26T18:45:00Z"));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("archive.db");
    }

    @Test
    void makesDirectoryAndFile() throws Exception {
        Path deeper = directory.resolve("a?b/c d#é");
        Archive.open(deeper, Clock.systemUTC()).close();
        assertThat(deeper.toFile().list()).containsExactlyInAnyOrder("archive.db", "archive.lock");
        assertThat(new ArchiveFiles(deeper).rows()).isEmpty();
    }

    @Test
    void hasExactlyTheColumnsThatArePromised() throws Exception {
        Archive.open(directory, Clock.systemUTC()).close();
        assertThat(columns("message")).containsExactly("id", "kind", "sender", "text", "via");
        assertThat(columns("gap")).containsExactly("after_id", "before_id", "missing", "reason", "noticed_at");
    }

    @Test
    void isNobodyElses() throws Exception {
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 3)), List.of());
            assertThat(modes())
                    .isEqualTo(Map.of(
                            "archive.db", "rw-------",
                            "archive.db-shm", "rw-------",
                            "archive.db-wal", "rw-------",
                            "archive.lock", "rw-------"));
        }
    }

    @Test
    void isTakenFromOthersWhoCouldReadIt() throws Exception {
        Archive.open(directory, Clock.systemUTC()).close();
        for (String name : modes().keySet()) {
            Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 3)), List.of());
            assertThat(modes())
                    .hasSize(4)
                    .allSatisfy((name, mode) -> assertThat(mode).as(name).isEqualTo("rw-------"));
        }
    }

    private Map<String, String> modes() throws IOException {
        Map<String, String> modes = new TreeMap<>();
        for (String name : requireNonNull(directory.toFile().list())) {
            modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))));
        }
        return modes;
    }

    @Test
    void isReadableWhileItIsWritten() throws Exception {
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 3)), List.of());
            try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = plain.createStatement()) {
                assertThat(statement
                                .executeQuery("SELECT count(*) FROM message")
                                .getInt(1))
                        .isEqualTo(3);
                archive.write(batch(entries(30, "e", 4, 4)), List.of());
                assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1))
                        .isEqualTo("wal");
            }
        }
    }

    @Test
    void anEmptyFileIsNoArchiveYet() throws Exception {
        Files.createFile(file);
        Archive.open(directory, Clock.systemUTC()).close();
        assertThat(new ArchiveFiles(directory).verify().complete()).isTrue();
    }

    @Test
    void whatAKilledArchiverHadNotFinishedMakingIsMadeAnew() throws Exception {
        Files.writeString(directory.resolve("archive.db.new"), "half");
        Archive.open(directory, Clock.systemUTC()).close();
        assertThat(directory.resolve("archive.db.new")).doesNotExist();
    }

    @Test
    void refusesWhatIsNoDatabase() throws Exception {
        Files.writeString(file, "These are my notes. ".repeat(20));
        assertRefusedUntouched("is no SQLite file");
    }

    @Test
    void refusesAnotherProgramsDatabase() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE message (id)");
        }
        assertRefusedUntouched("belongs to another program");
    }

    @Test
    void refusesADamagedOne() throws Exception {
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 2_000)), List.of());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("not a page of a database".repeat(500).getBytes(UTF_8)), 40_960);
        }
        assertRefusedUntouched("damaged");
    }

    @Test
    void refusesACutOne() throws Exception {
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 2_000)), List.of());
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(50_000);
        }
        assertRefusedUntouched("archive.db");
    }

    @Test
    void bringsOneOfAnEarlierVersionUpToDateAndKeepsACopy() throws Exception {
        ArchiveFiles earlier = earlierVersion();
        assertThatThrownBy(() -> ArchiveReader.open(directory)).hasMessageContaining("start the archiver once");

        Archive.open(directory, NOW).close();
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(reader.search("שלום", 10)).hasSize(1);
        }
        assertThat(earlier.verify().problems()).isEmpty();
        assertThat(modes()).containsEntry("archive.v1-20261126T184500Z.db", "rw-------");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.copy(directory.resolve("archive.v1-20261126T184500Z.db"), elsewhere.resolve("archive.db"));
        assertThatThrownBy(() -> ArchiveReader.open(elsewhere)).hasMessageContaining("start the archiver once");
        Archive.open(elsewhere, NOW).close();
        assertThat(new ArchiveFiles(elsewhere).rows()).isEqualTo(earlier.rows()).hasSize(1);
    }

    @Test
    void leavesOneOfAnEarlierVersionAsItIsWhereNoCopyCanBeMade() throws Exception {
        earlierVersion();
        Path taken = Files.writeString(directory.resolve("archive.v1-20261126T184500Z.db"), "precious");
        assertThatThrownBy(() -> Archive.open(directory, NOW))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(taken + " exists already");
        assertThatThrownBy(() -> ArchiveReader.open(directory)).hasMessageContaining("start the archiver once");
        assertThat(taken).hasContent("precious");
    }

    /** What is missing from the file is a hole in it, which takes no room itself, but would in a copy. */
    @Test
    void leavesOneOfAnEarlierVersionAsItIsWhereThereIsNoRoomForTheCopy() throws Exception {
        earlierVersion();
        long room = Files.getFileStore(directory).getUsableSpace();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), room - 1);
        }
        List<String> before = names();
        assertThatThrownBy(() -> Archive.open(directory, NOW))
                .isInstanceOf(ArchiveException.class)
                .hasMessageMatching("the archive is of version 1 and has to be brought to 3, for which a backup is made"
                        + " first: that takes " + 2 * room + " bytes in .*, and there is room for \\d+");
        assertThat(names()).isEqualTo(before);
        assertThatThrownBy(() -> ArchiveReader.open(directory)).hasMessageContaining("start the archiver once");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith("-wal") && !name.endsWith("-shm"))
                    .sorted()
                    .toList();
        }
    }

    /** As the first version made it: with other words in its index, and none of the tables that came later. */
    private ArchiveFiles earlierVersion() throws Exception {
        try (Archive archive = Archive.open(directory, NOW)) {
            archive.write(batch(entry(0, "e", 1, "שָׁלוֹם")), List.of());
        }
        ArchiveFiles earlier = new ArchiveFiles(directory);
        earlier.sql("DROP TABLE message_words");
        earlier.sql("CREATE VIRTUAL TABLE message_words USING fts5(words, content = '', tokenize = 'ascii')");
        earlier.sql("DROP TABLE pruned");
        earlier.sql("ALTER TABLE run DROP COLUMN pruned");
        earlier.sql("PRAGMA user_version = 1");
        return earlier;
    }

    @Test
    void refusesOneOfALaterVersion() throws Exception {
        Archive.open(directory, Clock.systemUTC()).close();
        new ArchiveFiles(directory).sql("PRAGMA user_version = 99");
        assertRefusedUntouched("made by a later Parley");
        assertThatThrownBy(() -> ArchiveReader.open(directory)).hasMessageContaining("made by a later Parley");
    }

    @Test
    void refusesASecondWriter() {
        Archive first = Archive.open(directory, Clock.systemUTC());
        assertThatThrownBy(() -> Archive.open(directory, Clock.systemUTC()))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("another archiver writes to " + directory);
        first.close();
        Archive.open(directory, Clock.systemUTC()).close();
    }

    @Test
    void refusesADirectoryThatIsNone() throws Exception {
        Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Archive.open(directory.resolve("file/data"), Clock.systemUTC()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void readingMakesNothing() {
        assertThatThrownBy(() -> ArchiveReader.open(directory))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("there is no archive at " + file);
        assertThat(directory).isEmptyDirectory();
    }

    private void assertRefusedUntouched(String why) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Archive.open(directory, Clock.systemUTC()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(why);
        assertThat(file).hasBinaryContent(before);
    }

    private List<String> columns(String table) throws SQLException {
        try (Connection connection = ArchiveFile.in(directory).openToRead();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT group_concat(name) FROM pragma_table_info('" + table + "')")) {
            return List.of(rows.getString(1).split(","));
        }
    }
}
