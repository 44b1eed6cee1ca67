package parley.protocol;

import java.util.Map;

/**
 * Holds a lobby message as an entry of the stream has it. Sender and text are as they were stored, and made safe where they are
 * shown.
 */
public record StreamEntry(LobbyId id, Payload payload) {
    /** 9999-12-31T23:59:59.999999Z, the last time that has an id; microseconds. */
    public static final long LAST_MICROS = 253_402_300_799_999_999L;

    /**
     * Reads one entry.
     *
     * @param streamId as Redis has it, {@code <ms>-<rest>}
     * @param fields names and values, decoded as UTF-8
     * @throws IllegalArgumentException when no script of Parley's can have written it; says why
     */
    public static StreamEntry parse(String streamId, Map<String, String> fields) {
        LobbyId id = new LobbyId(
                MessageTime.fromStreamId(streamId),
                field(fields, RedisNames.FIELD_EPOCH),
                Long.parseLong(field(fields, RedisNames.FIELD_NUMBER)));
        if (id.epoch().isEmpty() || id.number() < 1 || id.micros() > LAST_MICROS) {
            throw new IllegalArgumentException("no epoch, or a number or time out of range");
        }
        MessageKind kind = MessageKind.of(field(fields, RedisNames.FIELD_KIND));
        return new StreamEntry(
                id, new Payload(kind, field(fields, RedisNames.FIELD_SENDER), field(fields, RedisNames.FIELD_TEXT)));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return value;
    }
}
