package parley.bridge.chat.lobby;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parley.bridge.limits.Limits;

/** The log where memory is short, or held by readers. */
class LobbyLogMemoryTest {
    private static final byte[] LINE = "a line\r\n".getBytes(UTF_8);

    private boolean full;
    private boolean nothingAnywhere;
    /** Four segments of two lines. */
    private final LobbyLog log = new LobbyLog(new ScarceMemory(() -> full, () -> nothingAnywhere), 4, 2 * LINE.length);

    private void append(int lines) {
        for (int i = 0; i < lines; i++) {
            log.append(LINE, log.head(), true);
        }
    }

    @Test
    void whereThereIsNoneHalfOfTheLogGoesAndItGoesOn() {
        append(8);
        full = true;
        append(1);

        assertThat(log.head()).isEqualTo(9);
        assertThat(log.tail()).as("one that was due, and half of the rest").isEqualTo(4);
        assertThat(HeapMemory.take(Objects.requireNonNull(log.read(8, 9, 100)))).isEqualTo("a line\r\n");
    }

    @Test
    void whatCannotBeAppendedChangesNothingAndTheNextCan() {
        append(8);
        full = true;
        nothingAnywhere = true;

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> append(1));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> log.appendMark(LINE, 0));
        assertThat(log.head()).isEqualTo(8);
        assertThat(log.tail()).isLessThan(8);

        full = false;
        append(1);
        assertThat(log.head()).isEqualTo(9);
        assertThat(log.count(8, 9)).as("the mark that failed stands nowhere").isEqualTo(1);
        assertThat(HeapMemory.take(Objects.requireNonNull(log.read(7, 8, 100)))).isEqualTo("a line\r\n");
        assertThat(HeapMemory.take(Objects.requireNonNull(log.read(8, 9, 100)))).isEqualTo("a line\r\n");
    }

    @Test
    void whatReadersHoldOfWhatWasEvictedIsCounted() {
        append(2);
        LogSlice slice = Objects.requireNonNull(log.read(0, 1, 100));
        append(5);
        assertThat(log.pinnedBytes()).as("still a part of the log").isZero();
        append(2);

        assertThat(log.pinnedBytes()).isEqualTo(2L * LINE.length);
        slice.memory().release();
        assertThat(log.pinnedBytes()).isZero();
    }

    @Test
    void onceReadersHoldTooMuchTheyAreToldToCopy() {
        LobbyLog large = new LobbyLog(HeapMemory::new, 2, Limits.SEGMENT_BYTES);
        byte[] line = new byte[Limits.SEGMENT_BYTES];
        List<LogSlice> held = new ArrayList<>();
        boolean mayPin = true;
        while (mayPin) {
            large.append(line, large.head(), true);
            LogSlice slice = Objects.requireNonNull(large.read(large.head() - 1, large.head(), 100));
            held.add(slice);
            mayPin = slice.mayPin();
        }
        assertThat(large.pinnedBytes()).isEqualTo(Limits.PINNED_BYTES);
        LogSlice copied = readOfManyLines(large);
        assertThat(copied.length()).as("to be copied").isBetween(Limits.UNTAKEN_BYTES / 2, Limits.UNTAKEN_BYTES);
        copied.memory().release();

        held.forEach(slice -> slice.memory().release());
        large.append(line, large.head(), true);
        LogSlice slice = Objects.requireNonNull(large.read(large.head() - 1, large.head(), 100));
        assertThat(slice.mayPin()).isTrue();
        slice.memory().release();
        LogSlice pinned = readOfManyLines(large);
        assertThat(pinned.length()).as("not to be copied").isGreaterThan(Limits.TURN_BYTES / 2);
        pinned.memory().release();
    }

    private static LogSlice readOfManyLines(LobbyLog log) {
        long from = log.head();
        for (int bytes = 0; bytes < Limits.TURN_BYTES; bytes += LINE.length) {
            log.append(LINE, log.head(), true);
        }
        return Objects.requireNonNull(log.read(from, log.head(), Limits.TURN_BYTES));
    }
}
