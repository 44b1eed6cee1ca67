package parley.archiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import parley.archiver.query.Gap;
import parley.archiver.query.Verification;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.Via;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;
import parley.redis.embedded.EmbeddedRedis;
import parley.redis.test.TestRedis;

class RecoveryTest extends ArchiverOnRedis {

    @Test
    void writesDownWhatTheStreamLostMeanwhile() {
        start();
        String before = publisher.say("ann", "kept");
        awaitRows(1);
        stop();
        publisher.sayAll("lost", 7);
        publisher.redis().xtrim(RedisNames.STREAM, 0);
        String after = publisher.say("ann", "kept too");
        start();

        awaitRows(2);
        assertThat(files.gaps())
                .extracting(Gap::afterId, Gap::beforeId, Gap::missing)
                .containsExactly(tuple(before, after, OptionalLong.of(7)));
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void goesOnWhenRedisLostAll() {
        start();
        publisher.sayAll("first life", 5);
        awaitRows(5);
        publisher.redis().flushall();
        publisher.beginEpoch();
        publisher.sayAll("second life", 5);

        awaitRows(10);
        assertThat(files.gaps()).extracting(Gap::missing).containsExactly(OptionalLong.empty());
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void goesOnWhenRedisCameBackOlder() {
        publisher.sayAll("kept", 50);
        byte[] stream = publisher.redis().dump(RedisNames.STREAM);
        byte[] lobby = publisher.redis().dump(RedisNames.LOBBY);
        publisher.sayAll("lost", 50);
        start();
        awaitRows(100);
        stop();
        publisher.redis().del(RedisNames.STREAM, RedisNames.LOBBY);
        publisher.redis().restore(RedisNames.STREAM, 0, stream);
        publisher.redis().restore(RedisNames.LOBBY, 0, lobby);
        publisher.sayAll("again", 60);
        start();

        awaitRows(160);
        assertThat(files.gaps()).extracting(Gap::missing).containsExactly(OptionalLong.empty());
        assertThat(files.verify().problems()).isEmpty();
        assertThat(files.rows()).extracting(ArchivedMessage::text).contains("lost 50", "again 1", "again 60");
    }

    @Test
    void goesOnWhenRedisIsStartedAgainEmpty() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(null, null, TestRedis.users())) {
            start(redis.uri(RedisRights.ARCHIVER.user()));
            try (Publisher first = new Publisher(redis.uri())) {
                first.sayAll("first life", 5);
                awaitRows(5);
                first.redis().shutdown(false);
            }
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                try (Publisher second = new Publisher(redis.uri())) {
                    second.beginEpoch();
                    second.say("ann", "second life");
                }
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> running().ready() && files.texts().contains("second life"));
            assertThat(files.gaps()).extracting(Gap::missing).containsExactly(OptionalLong.empty());
            assertThat(files.verify().problems()).isEmpty();
            stop();
        }
    }

    @Test
    void saysHowFarBehindItIs() throws Exception {
        start();
        files.sql("CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        publisher.sayAll("waiting", 42);
        await().untilAsserted(
                        () -> assertThat(metric("archiver_behind_messages")).isEqualTo(42));
        double age = metric("archiver_behind_seconds");
        await().untilAsserted(
                        () -> assertThat(metric("archiver_behind_seconds")).isGreaterThan(age));
        files.sql("DROP TRIGGER full");
        await().untilAsserted(
                        () -> assertThat(metric("archiver_behind_messages")).isZero());
        await().untilAsserted(
                        () -> assertThat(metric("archiver_behind_seconds")).isZero());
    }

    @Test
    void saysWhatTheArchiveHolds() {
        start();
        assertThat(metric("archiver_archive_bytes")).isPositive();
        assertThat(metric("archiver_position")).isZero();
        publisher.sayAll("kept", 42);
        await().untilAsserted(() -> assertThat(metric("archiver_position")).isEqualTo(42));
        await().untilAsserted(() -> assertThat(metric("archiver_messages")).isEqualTo(42));
        assertThat(metric("archiver_archived{via=\"bridge\"}")).isEqualTo(42);
    }

    @Test
    void goesOnWhenTheClockOfAnEmptyRedisIsBehind() {
        start();
        publisher.say("ann", "by the right clock");
        awaitRows(1);
        publisher.redis().flushall();
        publisher
                .redis()
                .xadd(
                        RedisNames.STREAM,
                        new XAddArgs().id("1000-7"),
                        Map.of("e", b("f"), "n", b("1"), "k", b("lobby"), "s", b("ann"), "t", b("long ago")));

        awaitRows(2);
        assertThat(files.rows().get(0).id()).isEqualTo("1970-01-01T00:00:01.000007Z");
        assertThat(files.gaps()).hasSize(1);
        assertThat(files.verify().problems()).isEmpty();
    }

    @Test
    void goesOnAfterItsConnectionsAreCut() {
        start();
        for (int round = 1; round <= 3; round++) {
            publisher.redis().clientKill(KillArgs.Builder.typePubsub());
            publisher.redis().clientKill(KillArgs.Builder.typeNormal().skipme(true));
            publisher.sayAll("round " + round, 10);
            awaitRows(10 * round);
        }
        await().until(() -> {
            publisher.direct("bob: is anybody there");
            return files.rows().stream().anyMatch(row -> row.via() == Via.DIRECT);
        });
        assertThat(files.rows()).filteredOn(row -> row.via() == Via.BRIDGE).hasSize(30);
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void losesNothingWhileTheArchiveCannotBeWritten() throws Exception {
        start();
        files.sql("CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT RAISE(FAIL, 'disk full'); END");
        publisher.sayAll("meanwhile", 10);
        publisher.direct("bob: meanwhile");
        await().until(() -> running().trouble().isPresent());
        assertThat(running().trouble().orElseThrow()).contains("disk full");
        assertThat(running().ready()).isFalse();

        files.sql("DROP TRIGGER full");
        awaitRows(11);
        await().until(running()::ready);
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 10));
    }

    @Test
    void waitsForRedis() {
        start("redis://127.0.0.1:1");
        await().until(() -> running().trouble().isPresent());
        assertThat(running().ready()).isFalse();
        assertThat(metric("archiver_redis_up")).isZero();
        assertThat(files.verify().complete()).isTrue();
    }

    private static byte[] b(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
