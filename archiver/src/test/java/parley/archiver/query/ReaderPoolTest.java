package parley.archiver.query;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static parley.archiver.stream.Entries.batch;
import static parley.archiver.stream.Entries.entries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.archiver.store.Archive;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.ReadAccess;

class ReaderPoolTest {
    private static final int MESSAGES = 300;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ENDLESS =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    private Path directory;

    private final ExecutorService askers = Executors.newCachedThreadPool();
    private Archive archive;

    @BeforeEach
    void fill() throws SQLException {
        archive = Archive.open(directory, Clock.systemUTC());
        archive.write(batch(entries(0, "e", 1, MESSAGES)), List.of());
    }

    @AfterEach
    void close() {
        askers.shutdownNow();
        archive.close();
    }

    @Test
    void tenAskAtOnceAndTheWriterGoesOn() throws Exception {
        try (ReaderPool pool = pool(10, LONG, null)) {
            CyclicBarrier allInTheMiddle = new CyclicBarrier(11);
            List<CompletableFuture<Long>> answers = Stream.generate(() -> asked(pool, connection -> {
                        long before = count(connection);
                        meet(allInTheMiddle);
                        meet(allInTheMiddle);
                        return before + count(connection);
                    }))
                    .limit(10)
                    .toList();
            meet(allInTheMiddle);
            archive.write(batch(entries(MESSAGES * 10L, "e", MESSAGES + 1, MESSAGES + 10)), List.of());
            meet(allInTheMiddle);
            for (CompletableFuture<Long> answer : answers) {
                assertThat(answer.get(30, SECONDS)).as("of one moment").isEqualTo(2 * MESSAGES);
            }
            assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES + 10);
        }
    }

    @Test
    void whoFindsNoConnectionInTimeIsRefused() throws Exception {
        try (ReaderPool pool = pool(1, Duration.ofMillis(250), null)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<Long> first = asked(pool, connection -> {
                begun.countDown();
                await().until(() -> end.getCount() == 0);
                return count(connection);
            });
            begun.await();
            assertThatThrownBy(() -> pool.ask(ReaderPoolTest::count))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessage("too many questions at once: the archive answers 1");
            end.countDown();
            assertThat(first.get(30, SECONDS)).isEqualTo(MESSAGES);
            assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES);
        }
    }

    @Test
    void aRunawayIsCutOffAndItsConnectionUsedAgain() {
        try (ReaderPool pool = pool(1, LONG, Duration.ofMillis(300))) {
            List<Connection> used = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                assertThatThrownBy(() -> pool.ask(connection -> {
                            used.add(connection);
                            return number(connection, ENDLESS);
                        }))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessage("it took longer than 300 ms and was given up");
                assertThat(pool.<Long>ask(connection -> {
                            used.add(connection);
                            return count(connection);
                        }))
                        .isEqualTo(MESSAGES);
            }
            assertThat(used).hasSize(6).containsOnly(used.get(0));
        }
    }

    @Test
    void aRunawayCostsTheOthersNothing() throws Exception {
        try (ReaderPool pool = pool(2, LONG, Duration.ofSeconds(2))) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Long> runaway = asked(pool, connection -> {
                begun.countDown();
                return number(connection, ENDLESS);
            });
            begun.await();
            int answered = 0;
            for (; answered < 20; answered++) {
                assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES);
            }
            assertThat(runaway).isNotDone();
            assertThat(runaway).failsWithin(LONG);
        }
    }

    @ParameterizedTest
    @MethodSource("oneAtATime")
    void oneThatFailsIsReplaced(ReaderLimits limits) {
        try (ReaderPool pool = pool(file().access(), limits)) {
            for (int round = 0; round < 3; round++) {
                assertThatThrownBy(() -> pool.ask(connection -> number(connection, "SELECT 1 FROM nowhere")))
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining("no such table");
                assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waysToReadAlone")
    @MethodSource("waysToReadBeside")
    void nothingCanBeWritten(ReadAccess access, ReaderLimits limits) {
        archive.close();
        try (ReaderPool pool = pool(access, limits)) {
            assertThatThrownBy(() -> pool.ask(connection -> number(connection, "DELETE FROM message RETURNING 1")))
                    .hasMessageContaining("readonly");
        }
    }

    @ParameterizedTest
    @MethodSource("waysToReadAlone")
    void nothingStaysBehind(ReadAccess access, ReaderLimits limits) throws IOException {
        archive.close();
        List<String> before = files();
        try (ReaderPool pool = pool(access, limits)) {
            assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES);
        }
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("waysToReadBeside")
    void whatIsOnlyInTheLogIsSeen(ReadAccess access, ReaderLimits limits) throws Exception {
        archive.write(batch(entries(MESSAGES * 10L, "e", MESSAGES + 1, MESSAGES + 10)), List.of());
        assertThat(Files.size(directory.resolve("archive.db-wal"))).isPositive();
        try (ReaderPool pool = pool(access, limits)) {
            assertThat(pool.<Long>ask(ReaderPoolTest::count)).isEqualTo(MESSAGES + 10);
        }
    }

    @ParameterizedTest
    @MethodSource("oneAtATime")
    void whoReadsAloneNoticesThatSomebodyWrites(ReaderLimits limits) throws Exception {
        archive.close();
        try (ReaderPool pool = pool(ReadAccess.ALONE, limits)) {
            assertThatThrownBy(() -> pool.ask(connection -> {
                        archive = Archive.open(directory, Clock.systemUTC());
                        archive.write(batch(entries(MESSAGES * 10L, "e", MESSAGES + 1, MESSAGES + 10)), List.of());
                        return count(connection);
                    }))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageEndingWith("was written meanwhile; ask again");
        }
    }

    /** Of a pool, and without one. */
    static Stream<ReaderLimits> oneAtATime() {
        return Stream.of(new ReaderLimits(1, LONG, null), ReaderLimits.ONE_COMMAND);
    }

    static Stream<Arguments> waysToReadAlone() {
        return ways(ReadAccess.AS_OWNER, ReadAccess.ALONE);
    }

    static Stream<Arguments> waysToReadBeside() {
        return ways(ReadAccess.AS_OWNER, ReadAccess.BESIDE_WRITER);
    }

    private static Stream<Arguments> ways(ReadAccess... accesses) {
        return Stream.of(accesses).flatMap(access -> oneAtATime().map(limits -> Arguments.of(access, limits)));
    }

    private ArchiveFile file() {
        return ArchiveFile.in(directory);
    }

    private ReaderPool pool(ReadAccess access, ReaderLimits limits) {
        return new ReaderPool(file(), limits, access);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void closingWaitsForNobodyAndLeavesNothingOpen() throws Exception {
        ReaderPool pool = pool(3, LONG, null);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Long> runaway = asked(pool, connection -> {
            begun.countDown();
            return number(connection, ENDLESS);
        });
        CompletableFuture<Long> waiting = asked(pool, connection -> {
            long counted = count(connection);
            begun.countDown();
            await().until(() -> end.getCount() == 0);
            return counted;
        });
        begun.await();

        pool.close();

        assertThatThrownBy(() -> runaway.get(30, SECONDS)).hasMessageContaining("archive.db is closed");
        assertThat(waiting).isNotDone();
        assertThatThrownBy(() -> pool.ask(ReaderPoolTest::count)).hasMessageContaining("archive.db is closed");
        end.countDown();
        assertThat(waiting.get(30, SECONDS)).isEqualTo(MESSAGES);
        archive.close();
        await().until(() -> openFiles() == 0);
    }

    private ReaderPool pool(int connections, Duration longestWait, @Nullable Duration longestAnswer) {
        return new ReaderPool(ArchiveFile.in(directory), new ReaderLimits(connections, longestWait, longestAnswer));
    }

    private <T> CompletableFuture<T> asked(ReaderPool pool, ReaderPool.Query<T> query) {
        return CompletableFuture.supplyAsync(() -> pool.ask(query), askers);
    }

    private static long count(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM message");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many handles this process has on the archive; 0 where the system does not say. */
    private long openFiles() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(handles)) {
            return all.filter(handle -> isOfTheArchive(handle)).count();
        }
    }

    private boolean isOfTheArchive(Path handle) {
        try {
            return Files.readSymbolicLink(handle).startsWith(directory.toRealPath());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
