package parley.archiver.stream;

import java.util.List;
import java.util.OptionalLong;
import parley.protocol.StreamEntry;

/**
 * Holds what one read of the stream brought.
 *
 * @param entries the messages, in the stream's order, without those of entries that nobody can read
 * @param streamId of the last entry, readable or not: where reading goes on
 * @param endsUnread whether the last entry can't be read, so that what follows has to show whether it was one of Parley's
 * @param more whether as many entries came as were asked for, so that more may be there
 * @param bytes about as many as it takes in memory
 */
public record StreamBatch(List<StreamEntry> entries, String streamId, boolean endsUnread, boolean more, long bytes) {

    /** Nothing new after that entry. */
    public static StreamBatch nothingAfter(String streamId) {
        return new StreamBatch(List.of(), streamId, false, false, 0);
    }

    /** The time of the last message in it. */
    public OptionalLong newestMicros() {
        return entries.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(entries.get(entries.size() - 1).id().micros());
    }
}
