package parley.bridge.chat.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LobbyLogTest {
    private static final int LINE = "line 00\r\n".length();

    private final List<HeapMemory> memories = new ArrayList<>();
    /** Three segments of four lines. */
    private final LobbyLog log = new LobbyLog(this::allocate, 3, 4 * LINE);

    private HeapMemory allocate(int bytes) {
        memories.add(new HeapMemory(bytes));
        return memories.get(memories.size() - 1);
    }

    private void append(int number) {
        append(number, number * 10L);
    }

    private void append(int number, long micros) {
        log.append(String.format(Locale.ROOT, "line %02d\r\n", number).getBytes(StandardCharsets.UTF_8), micros, true);
    }

    private void appendAll(int count) {
        for (int number = 0; number < count; number++) {
            append(number);
        }
    }

    private String read(long from, long to, int maxBytes) {
        LogSlice slice = log.read(from, to, maxBytes);
        return slice == null ? "" : HeapMemory.take(slice);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(log.head()).isZero();
        assertThat(log.tail()).isZero();
        assertThat(log.read(0, 10, 1000)).isNull();
        assertThat(log.firstTime()).isEqualTo(Long.MAX_VALUE);
        assertThat(log.after(5)).isZero();
    }

    @Test
    void readsARunInOnePiece() {
        appendAll(3);
        assertThat(read(0, 3, 1000)).isEqualTo("line 00\r\nline 01\r\nline 02\r\n");
        assertThat(read(1, 2, 1000)).isEqualTo("line 01\r\n");
    }

    @Test
    void keepsToTheBytesButGivesOneLineAtLeast() {
        appendAll(4);
        assertThat(read(0, 4, 2 * LINE)).isEqualTo("line 00\r\nline 01\r\n");
        assertThat(read(0, 4, 2 * LINE - 1)).isEqualTo("line 00\r\n");
        assertThat(read(0, 4, 1)).isEqualTo("line 00\r\n");
    }

    @Test
    void stopsAtTheEndOfASegment() {
        appendAll(6);
        LogSlice slice = Objects.requireNonNull(log.read(2, 6, 1000));
        assertThat(slice.next()).isEqualTo(4);
        assertThat(HeapMemory.take(slice)).isEqualTo("line 02\r\nline 03\r\n");
        assertThat(read(4, 6, 1000)).isEqualTo("line 04\r\nline 05\r\n");
    }

    @Test
    void evictsTheOldestSegmentAndFreesItsMemory() {
        appendAll(13);
        assertThat(log.tail()).isEqualTo(4);
        assertThat(log.read(3, 13, 1000)).isNull();
        assertThat(read(4, 13, 1000)).startsWith("line 04");
        assertThat(memories.get(0).references()).isZero();
        assertThat(memories.get(1).references()).isEqualTo(1);
    }

    @Test
    void keepsEvictedMemoryForAReaderThatHoldsIt() {
        appendAll(4);
        LogSlice slice = Objects.requireNonNull(log.read(0, 4, 1000));
        for (int number = 4; number < 20; number++) {
            append(number);
        }
        assertThat(memories.get(0).references()).isEqualTo(1);
        assertThat(HeapMemory.take(slice)).isEqualTo("line 00\r\nline 01\r\nline 02\r\nline 03\r\n");
    }

    @Test
    void findsThePlaceBehindATime() {
        appendAll(6);
        assertThat(log.after(-1)).isZero();
        assertThat(log.after(0)).isEqualTo(1);
        assertThat(log.after(25)).isEqualTo(3);
        assertThat(log.after(50)).isEqualTo(6);
        assertThat(log.after(1_000)).isEqualTo(6);
    }

    @Test
    void findsAMessageThatIsEarlierThanADirectOneBeforeIt() {
        append(0, 10);
        append(1, 30);
        append(2, 25);
        append(3, 40);
        assertThat(log.after(25)).isEqualTo(3);
        assertThat(log.after(30)).isEqualTo(2);
        assertThat(log.after(40)).isEqualTo(4);
    }

    @Test
    void doesNotCountMarks() {
        appendAll(2);
        log.appendMark("MISSED ?\r\n".getBytes(StandardCharsets.UTF_8), 15);
        append(3);
        assertThat(log.count(0, 4)).isEqualTo(3);
        assertThat(log.isCountable(0, 2)).isTrue();
        assertThat(log.isCountable(0, 4)).isFalse();
        assertThat(log.backFrom(4, 2)).isEqualTo(1);
        assertThat(log.backFrom(4, 9)).isZero();
    }

    @Test
    void remembersTheLatestLossOfWhatIsKeptNowhereElse() {
        log.append("direct 0\r\n".getBytes(StandardCharsets.UTF_8), 5, false);
        assertThat(log.lostForGood()).isEqualTo(Long.MIN_VALUE);
        for (int number = 1; number < 20; number++) {
            append(number);
        }
        assertThat(log.lostForGood()).isEqualTo(5);
    }

    @Test
    void givesItsMemoryBack() {
        appendAll(9);
        log.free();
        assertThat(memories).allMatch(memory -> memory.references() == 0);
    }
}
