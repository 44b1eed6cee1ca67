package parley.bridge.chat.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tries to break the rules of the log's meeting point: one appender that evicts all the time, readers that hold and fall behind. */
class LobbyLogStressTest {
    private static final int MESSAGES = 300_000;
    private static final int READERS = 4;

    private final LobbyLog log = new LobbyLog(HeapMemory::new, 4, 2_048);

    @Test
    void readersSeeWholeLinesInOrderAndKnowWhatTheyMissed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Callable<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                int maxBytes = 64 << (2 * reader);
                readers.add(() -> readAll(maxBytes));
            }
            List<Future<Long>> running = readers.stream().map(threads::submit).toList();
            for (int number = 0; number < MESSAGES; number++) {
                log.append(line(number).getBytes(StandardCharsets.UTF_8), number, true);
            }
            for (Future<Long> reader : running) {
                assertThat(reader.get()).isEqualTo(MESSAGES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads to the end; returns how many messages were read or known to be missed. */
    private long readAll(int maxBytes) {
        long cursor = 0;
        long accounted = 0;
        while (cursor < MESSAGES) {
            long head = log.head();
            LogSlice slice = log.read(cursor, head, maxBytes);
            if (slice == null) {
                long tail = log.tail();
                if (tail > cursor) {
                    accounted += log.count(cursor, tail);
                    cursor = tail;
                }
                Thread.onSpinWait();
                continue;
            }
            for (String line : HeapMemory.take(slice).split("\r\n")) {
                assertThat(line + "\r\n").isEqualTo(line(cursor));
                cursor++;
                accounted++;
            }
            assertThat(cursor).isEqualTo(slice.next());
            long place = log.after(cursor - 1);
            assertThat(place).isGreaterThanOrEqualTo(cursor);
        }
        return accounted;
    }

    private static String line(long number) {
        return "message " + number + " " + "x".repeat((int) (number % 37)) + "\r\n";
    }
}
