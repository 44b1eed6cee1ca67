package parley.bridge.redis.lobby;

import io.lettuce.core.StreamMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.LobbyId;
import parley.protocol.Payload;
import parley.protocol.SafeText;
import parley.protocol.StreamEntry;

/** Pairs a message of the lobby with its place in the stream. */
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
        try {
            return of(StreamEntry.parse(String.valueOf(parts.get(0)), body));
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    /** Reads an entry as Redis's own commands answer it; null when it is not one of Parley's. */
    static @Nullable StoredMessage of(StreamMessage<String, String> entry) {
        try {
            return of(StreamEntry.parse(entry.getId(), entry.getBody()));
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    private static StoredMessage of(StreamEntry entry) {
        Payload stored = entry.payload();
        return new StoredMessage(
                entry.id(),
                new LobbyMessage(
                        entry.id().micros(),
                        stored.kind(),
                        SafeText.cleanForeign(stored.sender()),
                        SafeText.cleanForeign(stored.text())));
    }
}
