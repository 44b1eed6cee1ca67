package parley.archiver.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.protocol.Kind;
import parley.protocol.LobbyId;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/** Holds a message as it stands in the stream. The text is taken as it is: it is made safe where it is shown. */
public record StreamEntry(LobbyId id, Payload payload) {
    /** 9999-12-31T23:59:59.999999Z, the last time that has an id. */
    static final long LAST_MICROS = 253_402_300_799_999_999L;

    /**
     * Reads one entry; malformed UTF-8 becomes U+FFFD.
     *
     * @throws IllegalArgumentException when no script of Parley's can have written it
     */
    static StreamEntry of(String streamId, Map<String, byte[]> fields) {
        LobbyId id = new LobbyId(
                MessageTime.fromStreamId(streamId),
                field(fields, RedisNames.FIELD_EPOCH),
                Long.parseLong(field(fields, RedisNames.FIELD_NUMBER)));
        if (id.epoch().isEmpty() || id.number() < 1 || id.micros() > LAST_MICROS) {
            throw new IllegalArgumentException("no epoch, or a number or time out of range");
        }
        Kind kind = Kind.of(field(fields, RedisNames.FIELD_KIND));
        return new StreamEntry(
                id, new Payload(kind, field(fields, RedisNames.FIELD_SENDER), field(fields, RedisNames.FIELD_TEXT)));
    }

    private static String field(Map<String, byte[]> fields, String name) {
        byte @Nullable [] value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return new String(value, UTF_8);
    }
}
