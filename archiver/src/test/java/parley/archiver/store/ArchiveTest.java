package parley.archiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.direct;
import static parley.archiver.stream.Entries.entries;
import static parley.archiver.stream.Entries.entry;
import static parley.archiver.stream.Entries.id;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
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
import parley.archiver.store.Archive.Written;
import parley.archiver.stream.DirectMessage;
import parley.archiver.stream.Entries;
import parley.archiver.stream.Position;
import parley.archiver.stream.StreamBatch;
import parley.protocol.MessageKind;
import parley.protocol.Payload;
import parley.protocol.StreamEntry;

class ArchiveTest {
    private static final StreamBatch NOTHING = StreamBatch.nothingAfter(Position.START);

    @TempDir
    private Path directory;

    private ArchiveFiles files;
    private Archive archive;

    @BeforeEach
    void open() {
        files = new ArchiveFiles(directory);
        archive = Archive.open(directory, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void beginsEmptyAndComplete() throws SQLException {
        assertThat(archive.position()).isEqualTo(new Position("0-0", "", 0));
        assertThat(archive.newestMicros()).isEmpty();
        assertThat(files.rows()).isEmpty();
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void keepsRowsAndPositionTogether() throws SQLException {
        assertThat(archive.write(batch(entries(0, "e", 1, 3)), List.of())).isEqualTo(new Written(3, 0, 0, 0));

        assertThat(archive.position()).isEqualTo(new Position("1795428000000-20", "e", 3));
        assertThat(files.rows()).extracting(ArchivedMessage::id).containsExactly(id(0), id(10), id(20));
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 3));
    }

    @Test
    void goesOnWhereItStoodBefore() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 3)), List.of());
        close();
        open();
        archive.write(batch(entries(30, "e", 4, 5)), List.of());

        assertThat(files.rows()).hasSize(5);
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 5));
    }

    @Test
    void passesOverWhatItHas() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 3)), List.of());

        assertThat(archive.write(batch(entries(0, "e", 1, 4)), List.of())).isEqualTo(new Written(1, 0, 3, 0));
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 4));
    }

    @Test
    void writesNothingWhereItCannotWriteAll() throws SQLException {
        files.sql("CREATE TRIGGER full BEFORE INSERT ON message WHEN NEW.text = 'last straw'"
                + " BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        StreamBatch batch = batch(entry(0, "e", 1, "one"), entry(10, "e", 2, "last straw"));

        assertThatThrownBy(() -> archive.write(batch, List.of(direct(5, "hi")))).hasMessageContaining("disk full");
        assertThat(files.rows()).isEmpty();
        assertThat(archive.position()).isEqualTo(new Position("0-0", "", 0));

        files.sql("DROP TRIGGER full");
        archive.write(batch, List.of(direct(5, "hi")));
        assertThat(files.rows()).extracting(ArchivedMessage::text).containsExactly("one", "hi", "last straw");
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void countsAHole() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 2)), List.of());
        assertThat(archive.write(batch(entries(100, "e", 6, 7)), List.of()).gaps())
                .isEqualTo(1);

        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(tuple(id(10), id(100), OptionalLong.of(3)));
        assertThat(files.verify().problems()).isEmpty();
        assertThat(files.verify().complete()).isFalse();
        assertThat(files.verify().proven()).isEqualTo(4);
    }

    @Test
    void findsHolesWithinABatch() throws SQLException {
        List<StreamEntry> entries = new ArrayList<>(entries(0, "e", 1, 2));
        entries.addAll(entries(100, "e", 4, 5));
        entries.addAll(entries(200, "f", 1, 2));
        archive.write(batch(entries), List.of());

        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(
                        tuple(id(10), id(100), OptionalLong.of(1)), tuple(id(110), id(200), OptionalLong.empty()));
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void saysWhatWasGoneBeforeItBegan() throws SQLException {
        archive.write(batch(entries(0, "e", 5, 6)), List.of());

        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(tuple(null, id(0), OptionalLong.of(4)));
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void cannotKnowWhatANewEpochLost() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 2)), List.of());
        archive.write(batch(entries(100, "f", 4, 4)), List.of());

        assertThat(files.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.missing()).isEmpty();
            assertThat(gap.reason()).isEqualTo("the stream began anew, and no longer held its first 3");
        });
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void startsOverWithoutDoublesWhenAnOlderStreamComesBack() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 10)), List.of());
        archive.startOver("older");
        archive.startOver("older");
        assertThat(archive.position()).isEqualTo(new Position("0-0", "e", 10));

        List<StreamEntry> older = new ArrayList<>(entries(0, "e", 1, 5));
        older.add(entry(45, "e", 6, "another six"));
        older.addAll(entries(200, "e", 7, 12));
        assertThat(archive.write(batch(older), List.of())).isEqualTo(new Written(7, 0, 5, 0));

        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(tuple(id(90), id(45), OptionalLong.empty()));
        assertThat(files.rows()).hasSize(17);
        assertThat(files.verify().problems()).isEmpty();
        assertThat(files.verify().proven()).isEqualTo(17);
    }

    @Test
    void takesBackTheGapWhereNothingWasMissing() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 3)), List.of());
        archive.startOver("its newest entry was deleted");
        archive.write(batch(entries(0, "e", 1, 2)), List.of());
        archive.write(batch(entries(30, "e", 4, 5)), List.of());

        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 5));
    }

    @Test
    void givesDirectMessagesTheNextFreeTime() throws SQLException {
        archive.write(batch(entries(0, "e", 1, 2)), List.of(direct(10, "first"), direct(10, "second")));

        assertThat(files.rows())
                .extracting(ArchivedMessage::id, ArchivedMessage::text, ArchivedMessage::via)
                .containsExactly(
                        tuple(id(0), "message 1 of e", Via.BRIDGE),
                        tuple(id(10), "message 2 of e", Via.BRIDGE),
                        tuple(id(11), "first", Via.DIRECT),
                        tuple(id(12), "second", Via.DIRECT));
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 2));
    }

    @Test
    void directMessagesMakeRoomForTheStreams() throws SQLException {
        archive.write(NOTHING, List.of(direct(0, "d0"), direct(1, "d1"), direct(3, "d3")));
        archive.write(batch(entry(2, "e", 1, "b2")), List.of());
        archive.write(batch(entry(2, "e", 1, "b2"), entry(3, "e", 2, "b3")), List.of());
        assertThat(files.texts()).containsExactly("d0", "d1", "b2", "b3", "d3");

        archive.startOver("earlier times come");
        archive.write(batch(entry(0, "f", 1, "b0")), List.of());

        assertThat(files.rows())
                .extracting(ArchivedMessage::id, ArchivedMessage::text)
                .containsExactly(
                        tuple(id(0), "b0"),
                        tuple(id(1), "d0"),
                        tuple(id(2), "b2"),
                        tuple(id(3), "b3"),
                        tuple(id(4), "d1"),
                        tuple(id(5), "d3"));
        assertThat(files.verify().problems()).isEmpty();
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(reader.search("d1", 9)).extracting(ArchivedMessage::id).containsExactly(id(4));
        }
    }

    @Test
    void tellsRepeatsAndDirectMessagesApartAmongMany() throws SQLException {
        archive.write(batch(entries(1_000, "e", 1, 300)), List.of(direct(4_500, "d0"), direct(4_501, "d1")));

        // Of those that come next, 300 are there already, and a direct message has the time of the 351st.
        Written written = archive.write(batch(entries(1_000, "e", 1, 1_000)), List.of());

        assertThat(written).isEqualTo(new Written(700, 0, 300, 0));
        assertThat(files.rows())
                .filteredOn(row -> row.id().compareTo(id(4_499)) > 0)
                .extracting(ArchivedMessage::id, ArchivedMessage::text)
                .startsWith(
                        tuple(id(4_500), "message 351 of e"),
                        tuple(id(4_501), "d0"),
                        tuple(id(4_502), "d1"),
                        tuple(id(4_510), "message 352 of e"));
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 1_000));
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(reader.search("1000", 9)).extracting(ArchivedMessage::id).containsExactly(id(10_990));
            assertThat(reader.search("message", 2_000)).hasSize(1_000);
            assertThat(reader.search("d1", 9)).extracting(ArchivedMessage::id).containsExactly(id(4_502));
        }
    }

    @Test
    void leavesNoWordsOfWhatCouldNotBeWritten() throws SQLException {
        files.sql("CREATE TRIGGER full BEFORE INSERT ON message WHEN NEW.text = 'last straw'"
                + " BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        List<StreamEntry> entries = new ArrayList<>(entries(0, "e", 1, 600));
        entries.add(entry(6_000, "e", 601, "last straw"));
        assertThatThrownBy(() -> archive.write(batch(entries), List.of())).hasMessageContaining("disk full");

        files.sql("DROP TRIGGER full");
        archive.write(batch(entries), List.of());

        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 601));
    }

    @Test
    void ofTwoMessagesWithOneTimeTheFirstStays() throws SQLException {
        archive.write(batch(entry(0, "e", 1, "one")), List.of());
        archive.write(batch(entry(0, "e", 2, "two"), entry(1, "e", 3, "three")), List.of());

        assertThat(files.texts()).containsExactly("one", "three");
        assertThat(files.gaps()).extracting(Gap::missing).containsExactly(OptionalLong.of(1));
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void saysWhereDirectMessagesWereLost() throws SQLException {
        Payload payload = new Payload(MessageKind.NOTICE, Payload.ADMINISTRATOR, "after the flood");
        archive.write(NOTHING, List.of(direct(0, "before"), new DirectMessage(Entries.START + 9, payload, 0, 7)));

        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(tuple(id(0), id(9), OptionalLong.of(7)));
        assertThat(files.rows())
                .extracting(ArchivedMessage::kind)
                .containsExactly(MessageKind.LOBBY, MessageKind.NOTICE);
        assertThat(files.verify().problems()).isEmpty();
    }
}
