package parley.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.app.Main;
import parley.archiver.store.Archive;
import parley.archiver.stream.DirectMessage;
import parley.archiver.stream.Position;
import parley.archiver.stream.StreamBatch;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;

class ArchiveCommandsTest {
    private static final long START =
            MessageTime.parse("2026-11-23T10:00:00.000000Z").getAsLong();
    private static final long HOUR = 3_600_000_000L;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void fill() throws Exception {
        List<DirectMessage> said = new ArrayList<>();
        said.add(message(0, "ann", "good morning"));
        said.add(message(1, "Bob", "morning, \"all\""));
        said.add(message(2, "", "=1+1"));
        said.add(message(20, "ann", "good night, and a good morning"));
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(StreamBatch.nothingAfter(Position.START), said);
        }
    }

    private static DirectMessage message(long hour, String sender, String text) {
        return new DirectMessage(START + hour * HOUR, new Payload(MessageKind.LOBBY, sender, text), 0, 0);
    }

    @Test
    void searchSaysWhereThereIsMore() {
        assertThat(run("search", "--limit=2", "morning")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-23T11:00:00.000000Z Bob: morning, \"all\"",
                        "2026-11-24T06:00:00.000000Z ann: good night, and a good morning");
        assertThat(errors)
                .hasToString("parley archive search: there are more; these are the newest 2,"
                        + " and --to 2026-11-23T11:00:00.000000Z finds those before them\n");
    }

    @Test
    void searchSaysNothingWhereThereIsNone() {
        assertThat(run("search", "--limit=3", "morning")).isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(errors).hasToString("");
    }

    @Test
    void searchTakesTimesSendersPhrasesAndBeginnings() {
        assertThat(run("search", "--from=2026-11-23", "--to=2026-11-24", "--sender=BOB", "morn*"))
                .isZero();
        assertThat(run("search", "--phrase", "--from=2026-11-24T01:00:00+01:00", "a", "good"))
                .isZero();
        assertThat(out.toString().lines().map(line -> line.substring(28)))
                .containsExactly("Bob: morning, \"all\"", "ann: good night, and a good morning");
    }

    @Test
    void exportWritesCsv() {
        assertThat(run("--json", "export", "--format=csv")).isZero();
        assertThat(out)
                .hasToString(String.join(
                        "\r\n",
                        "id,kind,sender,text,via",
                        "2026-11-23T10:00:00.000000Z,lobby,ann,good morning,direct",
                        "2026-11-23T11:00:00.000000Z,lobby,Bob,\"morning, \"\"all\"\"\",direct",
                        "2026-11-23T12:00:00.000000Z,lobby,,=1+1,direct",
                        "2026-11-24T06:00:00.000000Z,lobby,ann,\"good night, and a good morning\",direct",
                        ""));
    }

    @Test
    void exportWritesTheSameJsonEitherWay() {
        assertThat(run("export", "--format=json", "--sender=")).isZero();
        assertThat(run("--json", "export", "--sender=")).isZero();
        String line = "{\"id\":\"2026-11-23T12:00:00.000000Z\",\"kind\":\"lobby\",\"sender\":\"\",\"text\":\"=1+1\","
                + "\"via\":\"direct\"}";
        assertThat(out.toString().lines()).containsExactly(line, line);
    }

    @Test
    void exportGoesOnWhereTheLimitEndedIt() {
        assertThat(run("export", "--limit=3")).isZero();
        assertThat(errors)
                .hasToString("parley archive export: there are more; these are the oldest 3,"
                        + " and --from 2026-11-24T06:00:00.000000Z goes on behind them\n");
        assertThat(run("export", "--limit=3", "--from=2026-11-24T06:00:00.000000Z"))
                .isZero();
        assertThat(errors.toString().lines()).hasSize(1);
        assertThat(out.toString().lines()).hasSize(4);
    }

    @Test
    void pruneLetsGoWhatIsOldAlsoBesideAnArchiver() {
        Archive archiver = Archive.open(directory, Clock.systemUTC());
        assertThat(run("prune", "--before=2026-11-23T12:00:00Z")).isZero();
        archiver.close();
        assertThat(run("prune", "--keep=36500d")).isZero();
        assertThat(run("--json", "prune", "--before=2026-11-24")).isZero();
        assertThat(run("verify")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "let go 2, left 2; what was before 2026-11-23T11:00:00.000001Z is gone",
                        "let go 0, left 2; what was before 2026-11-23T11:00:00.000001Z is gone",
                        "{\"pruned\":1,\"messages\":1,\"pruned_before\":\"2026-11-23T12:00:00.000001Z\"}",
                        "let go on purpose: 3, all before 2026-11-23T12:00:00.000001Z",
                        "complete; proven without a hole: 0");
        assertThat(errors).hasToString("");
    }

    @Test
    void restorePutsABackupInPlaceAndKeepsWhatWasThere() throws Exception {
        Path backup = directory.resolve("backup.db");
        assertThat(run("backup", backup.toString())).isZero();
        assertThat(run("prune", "--before=2027-01-01")).isZero();
        // As a process that was killed leaves it.
        Files.writeString(directory.resolve("archive.db-wal"), "of another file");
        assertThat(run("--json", "restore", backup.toString())).isZero();
        assertThat(run("verify")).isZero();
        assertThat(run("export", "--sender=Bob")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(2)).startsWith("{\"messages\":4,\"last_id\":\"2026-11-24T06:00:00.000000Z\",\"aside\":\"");
        assertThat(lines.subList(3, 5))
                .containsExactly(
                        "complete; proven without a hole: 0", "2026-11-23T11:00:00.000000Z Bob: morning, \"all\"");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name ->
                            name.matches("archive\\.db|archive\\.lock|backup\\.db|archive\\.replaced-.*Z\\.db(-wal)?"))
                    .hasSizeBetween(4, 5);
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("archive.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void restoreRefusesWhatIsInUseOrNotWhole() throws Exception {
        Path backup = directory.resolve("backup.db");
        assertThat(run("backup", backup.toString())).isZero();
        byte[] before = Files.readAllBytes(directory.resolve("archive.db"));
        out.getBuffer().setLength(0);
        try (Archive archiver = Archive.open(directory, Clock.systemUTC())) {
            assertThat(archiver.messages()).isEqualTo(4);
            assertThat(run("restore", backup.toString())).isEqualTo(1);
        }
        assertThat(errors.toString()).contains("another archiver writes to ");
        assertThat(run("restore", directory.resolve("archive.db").toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("is the archive itself");
        try (Connection hand = DriverManager.getConnection("jdbc:sqlite:" + backup);
                Statement statement = hand.createStatement()) {
            statement.execute("DELETE FROM message WHERE sender = 'Bob'");
        }
        assertThat(run("restore", backup.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains(backup + " is not whole: 4 messages are in the search index, 3");
        byte[] bytes = Files.readAllBytes(backup);
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0);
        Files.write(backup, bytes);
        assertThat(run("restore", backup.toString())).isEqualTo(1);
        assertThat(run("restore", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(errors.toString().lines()).hasSize(5);
        assertThat(out).hasToString("");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
        assertThat(directory.resolve("archive.db")).hasBinaryContent(before);
    }

    @Test
    void restoreNeedsNoArchiveThere() throws Exception {
        Path backup = directory.resolve("backup.db");
        assertThat(run("backup", backup.toString())).isZero();
        Path elsewhere = directory.resolve("elsewhere");
        assertThat(Main.run(
                        Map.of(),
                        new PrintWriter(out),
                        new PrintWriter(errors),
                        "archive",
                        "--data=" + elsewhere,
                        "restore",
                        backup.toString()))
                .isZero();
        assertThat(out.toString().lines().toList().get(1))
                .isEqualTo("restored 4 messages, the newest of 2026-11-24T06:00:00.000000Z");
        assertThat(elsewhere).isDirectoryContaining("glob:**archive.db");
    }

    @Test
    void statsCountDaysAndSenders() {
        assertThat(run("stats", "--days", "--senders")).isZero();
        assertThat(out.toString().lines().skip(8))
                .containsExactly(
                        "day       2026-11-23  3 messages, 3 senders",
                        "day       2026-11-24  1 messages, 1 senders",
                        "sender    2 messages, 2026-11-23T10:00:00.000000Z to 2026-11-24T06:00:00.000000Z: ann",
                        "sender    1 messages, 2026-11-23T12:00:00.000000Z to 2026-11-23T12:00:00.000000Z: ",
                        "sender    1 messages, 2026-11-23T11:00:00.000000Z to 2026-11-23T11:00:00.000000Z: Bob");
        out.getBuffer().setLength(0);
        assertThat(run("--json", "stats", "--days")).isZero();
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "{\"day\":\"2026-11-23\",\"messages\":3,\"senders\":3}",
                        "{\"day\":\"2026-11-24\",\"messages\":1,\"senders\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search --from=yesterday x   | search: --from: 'yesterday' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z
            export --to=2026-02-30      | export: --to: '2026-02-30' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z
            export --to=12026-02-03     | export: --to: '12026-02-03' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z
            export --to=2026-11-23T10:01:02 | export: --to: '2026-11-23T10:01:02' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z
            export --to=0000-01-01T00:00:00+01:00 | export: --to: '0000-01-01T00:00:00+01:00' is not a time such as 2026-11-23 or 2026-11-23T10:01:02Z
            export --limit=0            | export: --limit: '0' is not a number of at least 1
            export --format=xml         | export: --format: 'xml' is none of text, json, csv
            export --from=2026-11-23 --to=2026-11-23 | export: --from is not before --to, which is the first moment that is left out: nothing lies between them
            prune                       | prune: say what to keep: --keep, --keep-bytes or --before
            prune --keep=0d             | prune: --keep: '0d' is not a time such as 90d or 12h, of up to 36500d
            prune --keep=90             | prune: --keep: '90' is not a time such as 90d or 12h, of up to 36500d
            prune --keep-bytes=20       | prune: --keep-bytes: '20' is not a number of bytes of at least 1M, such as 512M
            search --from=2026-11-24 --to=2026-11-23 x | search: --from is not before --to, which is the first moment that is left out: nothing lies between them
            """)
    void whatIsWrongIsOneLine(String arguments, String message) {
        assertThat(run(arguments.strip().split(" +"))).isEqualTo(2);
        assertThat(errors).hasToString("parley archive " + message + "\n");
        assertThat(out).hasToString("");
    }

    private int run(String... arguments) {
        String[] all = Stream.concat(Stream.of("archive", "--data=" + directory), Stream.of(arguments))
                .toArray(String[]::new);
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(errors), all);
    }
}
