package parley.archiver.stream;

import java.util.ArrayList;
import java.util.List;
import parley.protocol.LobbyId;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.StreamEntry;

/** Makes what a stream might have brought. */
public final class Entries {
    /** 2026-11-23T10:00:00Z. */
    public static final long START =
            MessageTime.parse("2026-11-23T10:00:00.000000Z").getAsLong();

    private Entries() {}

    public static String id(long micros) {
        return MessageTime.format(START + micros);
    }

    public static StreamEntry entry(long micros, String epoch, long number, String text) {
        return new StreamEntry(new LobbyId(START + micros, epoch, number), new Payload(MessageKind.LOBBY, "ann", text));
    }

    /** Numbers {@code first} to {@code last} of an epoch, 10 µs apart from that time on. */
    public static List<StreamEntry> entries(long micros, String epoch, long first, long last) {
        List<StreamEntry> entries = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            entries.add(entry(micros + (number - first) * 10, epoch, number, "message " + number + " of " + epoch));
        }
        return entries;
    }

    public static StreamBatch batch(List<StreamEntry> entries) {
        long last = entries.get(entries.size() - 1).id().micros();
        return new StreamBatch(entries, MessageTime.toStreamId(last), false, false, 0);
    }

    public static StreamBatch batch(StreamEntry... entries) {
        return batch(List.of(entries));
    }

    public static DirectMessage direct(long micros, String text) {
        return new DirectMessage(START + micros, new Payload(MessageKind.LOBBY, "bob", text), 0, 0);
    }
}
