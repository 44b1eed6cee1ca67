package parley.archiver.query;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.direct;
import static parley.archiver.stream.Entries.entries;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.store.Archive;

class VerificationTest {
    @TempDir
    private Path directory;

    private ArchiveFiles files;

    @BeforeEach
    void fill() throws Exception {
        files = new ArchiveFiles(directory);
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            archive.write(batch(entries(0, "e", 1, 10)), List.of(direct(5, "direct")));
            archive.write(batch(entries(1_000, "e", 21, 30)), List.of());
        }
    }

    @Test
    void aGapIsNoProblemButNotComplete() {
        assertThat(files.verify().problems()).isEmpty();
        assertThat(files.verify().complete()).isFalse();
        assertThat(files.verify().gaps())
                .singleElement()
                .asString()
                .startsWith(
                        "10 messages missing after 2026-11-23T10:00:00.000090Z, before 2026-11-23T10:00:00.001000Z: ");
    }

    @Test
    void missesADeletedMessage() throws Exception {
        files.sql("DELETE FROM message WHERE text = 'message 7 of e'");
        assertThat(files.verify().problems())
                .contains(
                        "from 2026-11-23T10:00:00.000000Z to 2026-11-23T10:00:00.000090Z there are 9 messages, not 10");
        assertThat(files.verify().proven()).isEqualTo(10);
    }

    @Test
    void findsAForgedMessage() throws Exception {
        files.sql("INSERT INTO message VALUES ('2027-01-01T00:00:00.000000Z', 'lobby', 'eve', 'hi', 'bridge')");
        assertThat(files.verify().problems())
                .contains("21 messages came through bridges by their rows, 20 by the stream's numbers");
    }

    @Test
    void missesADeletedGap() throws Exception {
        files.sql("DELETE FROM gap");
        assertThat(files.verify().problems())
                .containsExactly("before 2026-11-23T10:00:00.001000Z something is missing, and no gap says so");
    }

    @Test
    void findsAPositionThatIsNotTheLastMessages() throws Exception {
        files.sql("UPDATE position SET number = 31");
        assertThat(files.verify().problems()).singleElement().asString().startsWith("the position in the stream");
    }

    @Test
    void findsTextThatTheIndexDoesNotKnow() throws Exception {
        files.sql("UPDATE message SET text = 'changed 7 of e' WHERE text = 'message 7 of e'");
        assertThat(files.verify().problems()).containsExactly("the search index does not match the messages");
    }

    @Test
    void findsMessagesThatTheIndexDoesNotKnow() throws Exception {
        files.sql("INSERT INTO message VALUES ('2027-01-01T00:00:00.000000Z', 'lobby', 'eve', 'hi', 'direct')");
        assertThat(files.verify().problems()).containsExactly("21 messages are in the search index, 22 in the archive");
    }

    @Test
    void findsDamage() throws Exception {
        try (FileChannel file = FileChannel.open(directory.resolve("archive.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate((int) file.size() - 4_096), 4_096);
        }
        assertThat(files.verify().problems())
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("the file is damaged"));
        assertThat(files.verify().complete()).isFalse();
    }
}
