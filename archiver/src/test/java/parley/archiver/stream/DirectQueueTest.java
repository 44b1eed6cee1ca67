package parley.archiver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import parley.protocol.MessageKind;
import parley.protocol.Payload;

class DirectQueueTest {
    private static final Clock STOPPED = Clock.fixed(Instant.ofEpochSecond(0, 50_000), ZoneOffset.UTC);
    private static final Payload HI = new Payload(MessageKind.LOBBY, "bob", "hi");

    @Test
    void givesTimesThatNeverStandStill() {
        DirectQueue queue = new DirectQueue(STOPPED, 0, 10);
        queue.add(HI);
        queue.add(HI);
        queue.passed(70);
        queue.add(HI);
        queue.passed(60);
        queue.add(HI);
        assertThat(queue.take()).extracting(DirectMessage::micros).containsExactly(50L, 51L, 71L, 72L);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void goesOnAfterTheNewestInTheArchive() {
        DirectQueue queue = new DirectQueue(STOPPED, 1_000, 10);
        queue.add(HI);
        assertThat(queue.take()).extracting(DirectMessage::micros).containsExactly(1_001L);
    }

    @Test
    void countsWhatItHasNoRoomFor() {
        DirectQueue queue = new DirectQueue(STOPPED, 0, 2);
        for (int i = 0; i < 5; i++) {
            queue.add(HI);
        }
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.lost()).isEqualTo(3);
        assertThat(queue.take()).extracting(DirectMessage::lostBefore).containsExactly(0L, 0L);

        queue.add(HI);
        queue.add(HI);
        assertThat(queue.take()).extracting(DirectMessage::lostBefore).containsExactly(3L, 0L);
    }

    @Test
    void boundsTheMemoryOfLongMessages() {
        DirectQueue queue = new DirectQueue(STOPPED, 0, Integer.MAX_VALUE);
        Payload longest = new Payload(MessageKind.LOBBY, "bob", "x".repeat(Payload.MAX_BYTES));
        long fit = DirectQueue.MAX_CHARACTERS / Payload.MAX_BYTES;
        for (int i = 0; i < 2 * fit; i++) {
            queue.add(longest);
        }
        assertThat(queue.size()).isBetween((int) fit - 1, (int) fit + 1);
    }
}
