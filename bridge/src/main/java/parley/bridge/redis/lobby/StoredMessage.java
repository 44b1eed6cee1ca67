package parley.bridge.redis.lobby;

import io.lettuce.core.StreamMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.Kind;
import parley.protocol.LobbyId;
import parley.protocol.MessageTime;
import parley.protocol.RedisNames;
import parley.protocol.SafeText;

/** An entry of the stream. */
record StoredMessage(LobbyId id, LobbyMessage message) {

    /** Reads an entry as scripts answer it, its id and then a list of fields; null when it is not one of Parley's. */
    static @Nullable StoredMessage of(Object entry) {
        if (!(entry instanceof List<?> parts) || parts.size() != 2 || !(parts.get(1) instanceof List<?> fields)) {
            return null;
        }
        Map<String, String> body = new HashMap<>();
        for (int at = 0; at + 1 < fields.size(); at += 2) {
            body.put(String.valueOf(fields.get(at)), String.valueOf(fields.get(at + 1)));
        }
        return of(String.valueOf(parts.get(0)), body);
    }

    static @Nullable StoredMessage of(StreamMessage<String, String> entry) {
        return of(entry.getId(), entry.getBody());
    }

    private static @Nullable StoredMessage of(String streamId, Map<String, String> body) {
        try {
            long micros = MessageTime.fromStreamId(streamId);
            LobbyId id = new LobbyId(
                    micros,
                    body.getOrDefault(RedisNames.FIELD_EPOCH, ""),
                    Long.parseLong(body.getOrDefault(RedisNames.FIELD_NUMBER, "")));
            Kind kind = Kind.of(body.getOrDefault(RedisNames.FIELD_KIND, ""));
            String sender = SafeText.cleanForeign(body.getOrDefault(RedisNames.FIELD_SENDER, ""));
            String text = SafeText.cleanForeign(body.getOrDefault(RedisNames.FIELD_TEXT, ""));
            return new StoredMessage(id, new LobbyMessage(micros, kind, sender, text));
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }
}
