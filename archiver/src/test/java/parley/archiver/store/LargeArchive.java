package parley.archiver.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import parley.archiver.stream.StreamBatch;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.StreamEntry;

/**
 * Fills an archive with what an ordinary lobby might have said, a message each 600 ms, to try how a large one fares. Not a test: run
 * it with a directory and a number of messages.
 */
public final class LargeArchive {
    private static final long FIRST =
            MessageTime.parse("2026-01-01T00:00:00.000000Z").getAsLong();
    private static final long APART_MICROS = 600_000;
    private static final int BATCH = 5_000;
    private static final int SENDERS = 2_000;
    private static final int VOCABULARY = 50_000;
    private static final int SYLLABLES = 40;

    private final Random random = new Random(1);

    private LargeArchive() {}

    public static void main(String[] arguments) throws Exception {
        new LargeArchive().fill(Path.of(arguments[0]), Long.parseLong(arguments[1]));
    }

    private void fill(Path directory, long messages) throws Exception {
        long start = System.nanoTime();
        try (Archive archive = Archive.open(directory, Clock.systemUTC())) {
            for (long first = archive.position().number() + 1; first <= messages; first += BATCH) {
                List<StreamEntry> entries = new ArrayList<>(BATCH);
                for (long number = first; number < first + BATCH && number <= messages; number++) {
                    entries.add(new StreamEntry(
                            new LobbyId(FIRST + number * APART_MICROS, "e", number),
                            new Payload(MessageKind.LOBBY, "user" + rank(SENDERS), text())));
                }
                String last = MessageTime.toStreamId(
                        entries.get(entries.size() - 1).id().micros());
                archive.write(new StreamBatch(entries, last, false, false, 0), List.of());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d messages, %.1f s, %d bytes%n",
                messages,
                (System.nanoTime() - start) / 1e9,
                ArchiveFile.in(directory).bytes());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = 2 + random.nextInt(14); words > 0; words--) {
            text.append(word(rank(VOCABULARY))).append(words == 1 ? "" : " ");
        }
        return text.toString();
    }

    /** The first are the most frequent, about as in a language. */
    private int rank(int ranks) {
        return (int) Math.pow(ranks, random.nextDouble()) - 1;
    }

    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank + 1; rest > 0; rest /= SYLLABLES) {
            int syllable = rest % SYLLABLES;
            word.append("bdfgklmn".charAt(syllable % 8)).append("aeiou".charAt(syllable / 8));
        }
        return word.toString();
    }
}
