package parley.archiver.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.direct;
import static parley.archiver.stream.Entries.entries;
import static parley.archiver.stream.Entries.entry;
import static parley.archiver.stream.Entries.id;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.archiver.store.Archive;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.Via;
import parley.archiver.words.Segmentation;
import parley.protocol.MessageKind;
import parley.protocol.StreamEntry;

class ArchiveReaderTest {
    @TempDir
    private Path directory;

    private Archive archive;
    private ArchiveReader reader;

    @BeforeEach
    void open() {
        archive = Archive.open(directory, Clock.systemUTC());
        reader = ArchiveReader.open(directory);
    }

    @AfterEach
    void close() {
        reader.close();
        archive.close();
    }

    @Test
    void findsWordsInAnyScript() throws Exception {
        say("I bought a phone", "我买了手机", "Ich war in München", "ราคาเท่าไร", "한국어를 배워요", "nice 👍");

        assertThat(found("phone")).containsExactly("I bought a phone");
        assertThat(found("PHONE bought")).containsExactly("I bought a phone");
        assertThat(found("pho")).isEmpty();
        assertThat(found("买")).containsExactly("我买了手机");
        assertThat(found("手机")).containsExactly("我买了手机");
        assertThat(found("机手")).isEmpty();
        assertThat(found("munchen")).containsExactly("Ich war in München");
        assertThat(found("เท่า")).containsExactly("ราคาเท่าไร");
        assertThat(found("국")).containsExactly("한국어를 배워요");
        assertThat(found("👍")).containsExactly("nice 👍");
    }

    @Test
    void findsTheNewestOldestFirst() throws Exception {
        say("tea one", "tea two", "coffee", "tea three");
        assertThat(reader.search("tea", 2)).extracting(ArchivedMessage::text).containsExactly("tea two", "tea three");
        assertThat(reader.search("water", 2)).isEmpty();
    }

    @Test
    void takesNoQueryLanguage() throws Exception {
        say("a NEAR miss", "words: -minus \"quoted\" star*");
        assertThat(found("NEAR")).containsExactly("a NEAR miss");
        assertThat(found("words:")).hasSize(1);
        assertThat(found("-minus")).hasSize(1);
        assertThat(found("\"quoted")).hasSize(1);
        assertThat(found("sta*")).isEmpty();
        assertThatThrownBy(() -> found(" \"-* "))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("nothing to look for");
    }

    @Test
    void exportsATimeInOrder() throws Exception {
        archive.write(batch(entries(0, "e", 1, 5)), List.of(direct(15, "between")));

        assertThat(exported(null, null)).hasSize(6).isSorted();
        Instant second = Instant.parse(id(10));
        assertThat(exported(second, second.plusNanos(10_000))).containsExactly(id(10), id(15));
        assertThat(exported(null, second)).containsExactly(id(0));
        assertThat(exported(second.plusNanos(1), null)).startsWith(id(15));
        assertThat(exported(null, second.plusNanos(1))).containsExactly(id(0), id(10));
    }

    @Test
    void exportsNoMoreThanTheLimitAndSaysWhatIsNext() throws Exception {
        archive.write(batch(entries(0, "e", 1, 5)), List.of());
        List<String> ids = new ArrayList<>();
        assertThat(reader.export(Selection.ALL, 2, message -> ids.add(message.id())))
                .isEqualTo(new Exported(2, id(20)));
        assertThat(ids).containsExactly(id(0), id(10));
        assertThat(reader.export(Selection.ALL, 5, message -> {})).isEqualTo(new Exported(5, null));
    }

    @Test
    void findsWhatIsOfATimeAndASender() throws Exception {
        archive.write(batch(entries(0, "e", 1, 5)), List.of(direct(15, "message of bob's"), direct(25, "other")));

        Optional<String> query = Segmentation.query("message");
        Found all = reader.search(query, Selection.ALL, 6);
        assertThat(all.messages()).hasSize(6);
        assertThat(all.more()).isFalse();
        assertThat(reader.search(query, Selection.ALL, 5))
                .isEqualTo(new Found(all.messages().subList(1, 6), true));
        assertThat(reader.search(query, new Selection(Instant.parse(id(10)), Instant.parse(id(30)), null), 6))
                .extracting(Found::messages)
                .isEqualTo(all.messages().subList(1, 4));
        Selection bobs = new Selection(null, null, "BOB");
        assertThat(reader.search(query, bobs, 1))
                .isEqualTo(new Found(all.messages().subList(2, 3), false));
        List<String> texts = new ArrayList<>();
        reader.export(bobs, 9, message -> texts.add(message.text()));
        assertThat(texts).containsExactly("message of bob's", "other");
    }

    @Test
    void findsPhrasesAndBeginnings() throws Exception {
        say("the cat sat", "the fat cat", "cat, the Cathedral", "我买了手机");

        assertThat(texts(Segmentation.phraseQuery("the cat"))).containsExactly("the cat sat");
        assertThat(texts(Segmentation.queryWithPrefixes("cath*"))).containsExactly("cat, the Cathedral");
        assertThat(texts(Segmentation.queryWithPrefixes("ca* S* the"))).containsExactly("the cat sat");
        assertThat(texts(Segmentation.queryWithPrefixes("买*"))).containsExactly("我买了手机");
        assertThat(texts(Segmentation.query("cath*"))).isEmpty();
    }

    @Test
    void searchesWhileItExports() throws Exception {
        say("tea one", "tea two");
        ReaderLimits limits = new ReaderLimits(2, Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (ArchiveReader two = ArchiveReader.open(directory, limits)) {
            List<String> found = new ArrayList<>();
            two.export(Selection.ALL, 2, message -> two.search("tea", 1).forEach(it -> found.add(it.text())));
            assertThat(found).containsExactly("tea two", "tea two");
        }
    }

    @Test
    void showsOnlyWhatIsSafe() throws Exception {
        say("a\u001B[2Jb\nc\u202Ed");
        assertThat(found("cd")).containsExactly("a[2Jb cd");
    }

    @Test
    void sumsUp() throws Exception {
        archive.write(batch(entries(0, "e", 2, 5)), List.of(direct(100, "bye")));

        Summary summary = reader.summary();
        assertThat(summary.messages()).isEqualTo(5);
        assertThat(summary.counts())
                .extracting(Summary.Count::kind, Summary.Count::via, Summary.Count::messages)
                .containsExactly(tuple(MessageKind.LOBBY, Via.BRIDGE, 4L), tuple(MessageKind.LOBBY, Via.DIRECT, 1L));
        assertThat(summary.firstId()).isEqualTo(id(0));
        assertThat(summary.lastId()).isEqualTo(id(100));
        assertThat(summary.gaps()).isEqualTo(1);
        assertThat(summary.bytes()).isPositive();
        assertThat(summary.path()).isEqualTo(directory.resolve("archive.db"));
    }

    @Test
    void sumsUpNothing() {
        assertThat(reader.summary())
                .extracting(Summary::messages, Summary::counts, Summary::firstId, Summary::lastId)
                .containsExactly(0L, List.of(), null, null);
    }

    @Test
    void aBackupIsAnArchive() throws Exception {
        archive.write(batch(entries(0, "e", 1, 500)), List.of(direct(1, "hi")));
        Path copy = Files.createDirectory(directory.resolve("copy"));
        reader.backup(copy.resolve("archive.db"));

        assertThat(copy).isDirectoryContaining("glob:**archive.db");
        assertThat(new ArchiveFiles(copy).rows()).isEqualTo(new ArchiveFiles(directory).rows());
        assertThat(new ArchiveFiles(copy).verify().complete()).isTrue();
        try (Archive second = Archive.open(copy, Clock.systemUTC())) {
            second.write(batch(entry(9_000, "e", 501, "goes on")), List.of());
        }
        assertThat(new ArchiveFiles(copy).verify()).isEqualTo(new Verification(List.of(), List.of(), 501));
    }

    @Test
    void aBackupIsOfOneMoment() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                for (int first = 1; !stop.get(); first += 10) {
                    archive.write(batch(entries(first * 10L, "e", first, first + 9)), List.of());
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                Path copy = Files.createDirectory(directory.resolve("copy" + i));
                reader.backup(copy.resolve("archive.db"));
                assertThat(new ArchiveFiles(copy).verify().complete()).isTrue();
            }
        } finally {
            stop.set(true);
            writing.get(10, TimeUnit.SECONDS);
        }
        assertThat(reader.verify().complete()).isTrue();
    }

    @Test
    void aBackupReplacesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("precious"), "");
        assertThatThrownBy(() -> reader.backup(file)).hasMessage(file + " exists already");
        assertThat(file).isEmptyFile();
        assertThatThrownBy(() -> reader.backup(directory.resolve("nowhere/copy")))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("no such file or directory");
    }

    private void say(String... texts) throws Exception {
        List<StreamEntry> entries = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            entries.add(entry(i, "e", i + 1, texts[i]));
        }
        archive.write(batch(entries), List.of());
    }

    private List<String> texts(Optional<String> query) {
        return reader.search(query, Selection.ALL, 100).messages().stream()
                .map(ArchivedMessage::text)
                .toList();
    }

    private List<String> found(String words) {
        return reader.search(words, 100).stream().map(ArchivedMessage::text).toList();
    }

    private List<String> exported(@Nullable Instant from, @Nullable Instant to) {
        List<String> ids = new ArrayList<>();
        Exported exported =
                reader.export(new Selection(from, to, null), Long.MAX_VALUE, message -> ids.add(message.id()));
        assertThat(exported).isEqualTo(new Exported(ids.size(), null));
        return ids;
    }
}
