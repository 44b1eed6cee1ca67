package parley.protocol.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.protocol.StreamEntry;

/** Writes and reads the times of messages, microseconds with a space between, oldest first. */
final class Times {
    private Times() {}

    static String format(List<Long> times) {
        return times.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException when it is no such line, or there are more than an answer may hold */
    static List<Long> parse(String line) {
        if (line.isEmpty()) {
            return List.of();
        }
        String[] words = line.split(" ", ArchiveAnswer.MOST_MESSAGES + 1);
        List<Long> times = new ArrayList<>();
        long last = -1;
        for (String word : words) {
            long time = Long.parseLong(word);
            if (time <= last || time > StreamEntry.LAST_MICROS || times.size() == ArchiveAnswer.MOST_MESSAGES) {
                throw new IllegalArgumentException("too many times, or not in order");
            }
            times.add(time);
            last = time;
        }
        return List.copyOf(times);
    }
}
