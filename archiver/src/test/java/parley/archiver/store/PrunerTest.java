package parley.archiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.archiver.stream.Entries.START;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.direct;
import static parley.archiver.stream.Entries.entries;
import static parley.archiver.stream.Entries.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.query.ArchiveFiles;
import parley.archiver.query.ArchiveReader;
import parley.archiver.query.Gap;
import parley.archiver.query.Verification;
import parley.protocol.MessageTime;

class PrunerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T10:00:01Z"));

    @TempDir
    private Path directory;

    private ArchiveFiles files;
    private Archive archive;
    private Pruner pruner;

    @BeforeEach
    void open() {
        files = new ArchiveFiles(directory);
        archive = Archive.open(directory, CLOCK);
        pruner = Pruner.open(directory, CLOCK);
    }

    @AfterEach
    void close() throws Exception {
        pruner.close();
        archive.close();
    }

    @Test
    void whatIsTooOldGoesAndIsNoGap() throws Exception {
        archive.write(batch(entries(0, "e", 1, 1_200)), List.of(direct(15, "direct")));

        Retention retention = new Retention(Duration.ofMillis(990), null, OptionalLong.empty());
        assertThat(pruner.step(retention)).isEqualTo(new Pruner.Step(500, true));
        assertThat(files.verify()).isEqualTo(verified(701, new Pruned(id(4_981), 500, 499, 0)));
        assertThat(pruner.step(retention)).isEqualTo(new Pruner.Step(500, true));
        assertThat(pruner.step(retention)).isEqualTo(new Pruner.Step(1, true));
        while (pruner.step(retention).more()) {
            assertThat(files.count()).isEqualTo(200);
        }

        assertThat(files.rows())
                .hasSize(200)
                .first()
                .extracting(ArchivedMessage::id)
                .isEqualTo(id(10_000));
        assertThat(files.verify()).isEqualTo(verified(200, new Pruned(id(9_991), 1_001, 1_000, 0)));
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(reader.search("message 1000", 5)).isEmpty();
            assertThat(reader.search("message 1001", 5)).hasSize(1);
        }
        archive.write(batch(entries(20_000, "e", 1_201, 1_300)), List.of());
        assertThat(files.verify()).isEqualTo(verified(300, new Pruned(id(9_991), 1_001, 1_000, 0)));
    }

    @Test
    void theArchiverLetsGoWhatItIsNotToKeep() throws Exception {
        archive.write(batch(entries(0, "e", 1, 100)), List.of());
        archive.close();
        Retention retention = new Retention(Duration.ofSeconds(1).minusMillis(1), null, OptionalLong.empty());
        archive = Archive.open(directory, retention, CLOCK);
        assertThat(archive.prune()).isEqualTo(new Pruner.Step(100, true));
        assertThat(archive.prune().messages()).isZero();
        assertThat(archive.newestMicros()).isEmpty();
    }

    @Test
    void aLogOfAnotherFileIsRefusedAndNothingChanged() throws Exception {
        archive.write(batch(entries(0, "e", 1, 500)), List.of());
        close();
        Path other = Files.createDirectory(directory.resolve("other"));
        Path log = directory.resolve("archive.db-wal");
        try (Archive another = Archive.open(other, CLOCK)) {
            another.write(batch(entries(5_000, "f", 1, 2_000)), List.of());
        }
        // A log of some of its pages: one of all of them would be a whole archive by itself.
        try (Archive another = Archive.open(other, CLOCK)) {
            another.write(batch(entries(50_000, "f", 2_001, 2_010)), List.of());
            Files.copy(other.resolve("archive.db-wal"), log);
        }
        byte[] file = Files.readAllBytes(directory.resolve("archive.db"));
        byte[] logged = Files.readAllBytes(log);

        assertThatThrownBy(() -> Pruner.open(directory, CLOCK))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("archive.db-wal beside it is another file's");
        assertThat(directory.resolve("archive.db")).hasBinaryContent(file);
        assertThat(log).hasBinaryContent(logged);

        Files.delete(log);
        try (Pruner again = Pruner.open(directory, CLOCK)) {
            assertThat(again.messages()).isEqualTo(500);
        }
    }

    @Test
    void nothingIsToGo() throws Exception {
        archive.write(batch(entries(0, "e", 1, 10)), List.of());
        assertThat(pruner.step(Retention.ALL)).isEqualTo(new Pruner.Step(0, false));
        assertThat(pruner.step(new Retention(Duration.ofDays(365_000), null, OptionalLong.of(1 << 20))))
                .isEqualTo(new Pruner.Step(0, false));
        assertThat(files.verify()).isEqualTo(verified(10, Pruned.NOTHING));
    }

    @Test
    void gapsAndRunsBeforeAllThatIsLeftGoToo() throws Exception {
        archive.write(batch(entries(0, "e", 1, 10)), List.of());
        archive.write(batch(entries(1_000, "e", 21, 30)), List.of());
        archive.write(batch(entries(2_000, "f", 6, 10)), List.of());

        prune(1_000);
        assertThat(files.gaps()).hasSize(2);
        assertThat(files.verify().problems()).isEmpty();
        prune(1_010);
        assertThat(files.gaps()).extracting(Gap::beforeId).containsExactly(id(2_000));
        assertThat(files.verify().problems()).isEmpty();
        prune(2_010);
        assertThat(files.verify()).isEqualTo(verified(4, new Pruned(id(2_001), 21, 21, 0)));
        prune(9_000);
        assertThat(files.rows()).isEmpty();
        assertThat(files.verify()).isEqualTo(verified(0, new Pruned(id(2_041), 25, 25, 0)));

        archive.write(batch(entries(10_000, "f", 11, 11)), List.of());
        assertThat(files.verify()).isEqualTo(verified(1, new Pruned(id(2_041), 25, 25, 0)));
        archive.write(batch(entries(11_000, "f", 13, 13)), List.of());
        assertThat(files.gaps()).singleElement().extracting(Gap::afterId).isEqualTo(id(10_000));
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void whatIsGoneOtherwiseIsAProblemStill() throws Exception {
        archive.write(batch(entries(0, "e", 1, 10)), List.of());
        archive.write(batch(entries(1_000, "f", 1, 10)), List.of());
        prune(30);
        files.sql("DELETE FROM message WHERE text = 'message 5 of e'");
        files.sql("DELETE FROM message_words WHERE rowid = " + (START + 40));
        assertThat(files.verify().problems())
                .contains("from " + id(0) + " to " + id(90) + " there are 6 messages, not 7");
        prune(60);
        assertThat(files.verify().problems())
                .contains("from " + id(0) + " to " + id(90) + " there are 4 messages, not 5");
        prune(1_050);
        assertThat(files.verify().problems())
                .contains("of the messages before " + id(1_041) + ", which were let go, 1 were gone already");
        files.sql("UPDATE run SET pruned = 4");
        assertThat(files.verify().problems())
                .contains("14 messages of bridges were let go, 13 by the runs that they were of");
    }

    @Test
    void runsThatLieAcrossEachOtherAreProvenTogether() throws Exception {
        archive.write(batch(entries(0, "e", 1, 100)), List.of());
        archive.startOver("older data");
        archive.write(batch(entries(505, "f", 1, 100)), List.of());
        for (int before = 5; before < 1_600; before += 50) {
            prune(before);
            assertThat(files.verify().problems()).isEmpty();
        }
    }

    @Test
    void whatWasLetGoIsNotArchivedAnewWhenTheStreamIsReadFromItsBeginning() throws Exception {
        archive.write(batch(entries(0, "e", 1, 10)), List.of());
        prune(50);
        archive.startOver("the stream was replaced");
        assertThat(archive.write(batch(entries(0, "e", 1, 12)), List.of())).isEqualTo(new Archive.Written(2, 0, 10, 0));
        assertThat(files.verify()).isEqualTo(verified(7, new Pruned(id(41), 5, 5, 0)));
    }

    @Test
    void theFileBecomesNoLargerThanItMayBe() throws Exception {
        long most = 2 << 20;
        Retention retention = new Retention(null, null, OptionalLong.of(most));
        for (int first = 1; first < 30_000; first += 1_000) {
            archive.write(batch(entries(first * 10L, "e", first, first + 999)), List.of());
        }
        assertThat(usedBytes()).isGreaterThan(most);
        prune(retention);
        assertThat(files.verify().problems()).isEmpty();
        long kept = files.count();
        assertThat(kept).isBetween(8_000L, 22_000L);
        assertThat(Files.size(directory.resolve("archive.db"))).isLessThanOrEqualTo(most);
        for (int first = 30_001; first < 40_000; first += 1_000) {
            archive.write(batch(entries(first * 10L, "e", first, first + 999)), List.of());
            prune(retention);
        }
        assertThat(files.count()).isGreaterThan(kept * 3 / 4);
        assertThat(usedBytes()).isLessThanOrEqualTo(most);
        assertThat(files.rows()).last().extracting(ArchivedMessage::text).isEqualTo("message 40000 of e");
        assertThat(files.verify().problems()).isEmpty();
    }

    private long usedBytes() throws Exception {
        try (var connection = ArchiveFile.in(directory).openToRead();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (page_count - freelist_count) * page_size"
                        + " FROM pragma_page_count, pragma_freelist_count, pragma_page_size")) {
            return row.getLong(1);
        }
    }

    private void prune(long beforeMicros) throws Exception {
        Instant before = Instant.EPOCH.plusNanos((START + beforeMicros) * 1_000);
        assertThat(MessageTime.ofInstant(before)).isEqualTo(START + beforeMicros);
        prune(new Retention(null, before, OptionalLong.empty()));
    }

    private void prune(Retention retention) throws Exception {
        while (pruner.step(retention).more()) {
            assertThat(pruner.pruned().isNothing()).isFalse();
        }
    }

    private static Verification verified(long proven, Pruned pruned) {
        return new Verification(List.of(), List.of(), proven, pruned);
    }
}
