package parley.archiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.XAddArgs;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import parley.archiver.query.Verification;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchivedMessage;
import parley.archiver.store.Retention;
import parley.archiver.store.Via;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;

class ArchiverTest extends ArchiverOnRedis {

    @Test
    void archivesWhatBridgesPublish() {
        start();
        String first = publisher.say("ann", "Hello: World ");
        String second = publisher.announce("back at 10:00");
        String third = publisher.say("李雷", "你好 👋");

        awaitRows(3);
        assertThat(files.rows())
                .containsExactly(
                        new ArchivedMessage(first, MessageKind.LOBBY, "ann", "Hello: World ", Via.BRIDGE),
                        new ArchivedMessage(second, MessageKind.NOTICE, "Administrator", "back at 10:00", Via.BRIDGE),
                        new ArchivedMessage(third, MessageKind.LOBBY, "李雷", "你好 👋", Via.BRIDGE));
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 3));
    }

    @Test
    void archivesWhatTheStreamHeldBefore() {
        publisher.sayAll("early", 250);
        start();
        awaitRows(250);
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void goesOnAfterARestartExactlyOnce() {
        for (int round = 1; round <= 3; round++) {
            start();
            publisher.sayAll("while up", 300);
            stop();
            publisher.sayAll("while down", 300);
        }
        start();
        awaitRows(1_800);
        assertThat(files.rows()).extracting(ArchivedMessage::id).doesNotHaveDuplicates();
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 1_800));
    }

    @Test
    void letsGoWhatItIsNotToKeepAndGoesOn() {
        publisher.sayAll("old", 1_200);
        InstantSource later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        start(new Retention(Duration.ofHours(1), null, OptionalLong.empty()), later);
        awaitRows(0);
        await().atMost(PATIENCE).until(() -> metric("archiver_pruned") == 1_200);
        stop();
        start();
        publisher.say("ann", "new");
        awaitRows(1);
        assertThat(files.verify().complete()).isTrue();
        assertThat(files.verify().pruned().fromBridges()).isEqualTo(1_200);
    }

    @Test
    void batchesGrowUnderLoad() {
        publisher.sayAll("many", 12_000);
        start();
        awaitRows(12_000);
        assertThat(metric("archiver_batches")).isLessThan(20);
        assertThat(files.verify()).isEqualTo(new Verification(List.of(), List.of(), 12_000));
    }

    @Test
    void closingWritesWhatTheStreamHas() {
        start();
        publisher.sayAll("last", 2_000);
        stop();
        assertThat(files.rows()).hasSize(2_000);
    }

    @Test
    void makesTheStreamsTextSafeOnTheWayOut() {
        start();
        publisher.say("ann", "red\u001B[31m\u202Ealert\r\nBYE kicked");
        awaitRows(1);
        assertThat(files.rows()).extracting(ArchivedMessage::text).containsExactly("red[31malert BYE kicked");
    }

    @Test
    void passesOverEntriesThatAreNotParleys() {
        start();
        publisher.redis().xadd(RedisNames.STREAM, new XAddArgs().id("1-0"), Map.of("x", b("y")));
        publisher.say("ann", "one");
        awaitRows(1);
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void archivesEachMessageOfAnEntryThatHoldsSeveral() {
        start();
        publisher.say("ann", "one");
        long next = MessageTime.parse(publisher.say("ann", "two")).getAsLong() + 1;
        publisher.addShared(next, 3, "ann: three \nböb: 😀: four\nann: five");
        publisher.addShared(next + 3, 6, "ann: six\nann: seven");
        awaitRows(7);

        assertThat(files.rows()).extracting(ArchivedMessage::sender).contains("böb");
        assertThat(files.rows())
                .extracting(ArchivedMessage::text)
                .containsExactly("one", "two", "three ", "😀: four", "five", "six", "seven");
        assertThat(files.rows()).extracting(ArchivedMessage::id).endsWith(MessageTime.format(next + 4));
        assertThat(files.verify().complete()).isTrue();
    }

    @Test
    void isTheOnlyOneOfItsDirectory() {
        start();
        assertThatThrownBy(this::start)
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("another archiver writes to " + files.directory());
    }

    private static byte[] b(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
