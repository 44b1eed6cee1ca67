package parley.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a lobby message as the stream has it. Sender and text are as they were stored, and made safe where they are shown.
 *
 * <p>An entry of the stream holds one message, or several that follow one another by a microsecond and a number: then its id is the
 * first one's, and so the time of a message may be up to {@link #MOST_MESSAGES} microseconds later than the id of its entry.
 */
public record StreamEntry(LobbyId id, Payload payload) {
    /** How many messages an entry holds at the most. */
    public static final int MOST_MESSAGES = 64;

    /** 9999-12-31T23:59:59.999999Z, the last time that has an id; microseconds. */
    public static final long LAST_MICROS = 253_402_300_799_999_999L;

    /**
     * Reads one entry, of one or several messages; the first of them comes first.
     *
     * @param streamId as Redis has it, {@code <ms>-<rest>}
     * @param fields names and values, decoded as UTF-8
     * @throws IllegalArgumentException when no script of Parley's can have written it; says why
     */
    public static List<StreamEntry> parse(String streamId, Map<String, String> fields) {
        LobbyId id = new LobbyId(
                MessageTime.fromStreamId(streamId),
                field(fields, RedisNames.FIELD_EPOCH),
                Long.parseLong(field(fields, RedisNames.FIELD_NUMBER)));
        if (id.epoch().isEmpty() || id.number() < 1 || id.micros() > LAST_MICROS) {
            throw new IllegalArgumentException("no epoch, or a number or time out of range");
        }
        String messages = fields.get(RedisNames.FIELD_MESSAGES);
        if (messages != null) {
            return several(id, messages);
        }
        MessageKind kind = MessageKind.of(field(fields, RedisNames.FIELD_KIND));
        return List.of(new StreamEntry(
                id, new Payload(kind, field(fields, RedisNames.FIELD_SENDER), field(fields, RedisNames.FIELD_TEXT))));
    }

    private static List<StreamEntry> several(LobbyId first, String lines) {
        List<StreamEntry> entries = new ArrayList<>();
        LobbyId id = first;
        int start = 0;
        while (start <= lines.length()) {
            int lineFeed = lines.indexOf('\n', start);
            int end = lineFeed < 0 ? lines.length() : lineFeed;
            int separator = lines.indexOf(Payload.SEPARATOR, start);
            if (separator < 0 || separator >= end || entries.size() == MOST_MESSAGES || id.micros() > LAST_MICROS) {
                throw new IllegalArgumentException("a line that is no message, or more than an entry holds");
            }
            entries.add(new StreamEntry(
                    id,
                    new Payload(
                            MessageKind.LOBBY,
                            lines.substring(start, separator),
                            lines.substring(separator + Payload.SEPARATOR.length(), end))));
            id = id.next();
            start = end + 1;
        }
        return entries;
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return value;
    }
}
