package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.archiver.store.Archive;
import parley.archiver.stream.DirectMessage;
import parley.archiver.stream.Position;
import parley.archiver.stream.StreamBatch;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;

/** What a command does whose output can't be written. */
class OutputTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "up --help",
                "archive export --json",
                "archive search word",
                "archive stats",
                "archive verify"
            })
    void isAnError(String command) throws Exception {
        fill(3);
        ParleyProcess.End end = new MainProcess(home).run(FULL, command.split(" "));
        assertThat(end.exitCode()).isEqualTo(1);
        assertThat(end.errors()).containsExactly("parley: cannot write to standard output: No space left on device");
    }

    /** Far more than a pipe holds, so that it is written while nobody reads. */
    @Test
    void isQuietWhereNobodyReadsAnyMore() throws Exception {
        fill(3_000);
        Process process = new MainProcess(home).builder("archive", "export").start();
        process.getInputStream().close();
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(128 + 13);
    }

    private void fill(int count) throws SQLException {
        long now = MessageTime.ofInstant(Instant.parse("2026-11-23T10:01:02Z"));
        List<DirectMessage> said = IntStream.range(0, count)
                .mapToObj(each ->
                        new DirectMessage(now + each, new Payload(MessageKind.LOBBY, "ann", "word ".repeat(50)), 0, 0))
                .toList();
        try (Archive archive = Archive.open(home.resolve("data"), Clock.systemUTC())) {
            archive.write(StreamBatch.nothingAfter(Position.START), said);
        }
    }
}
