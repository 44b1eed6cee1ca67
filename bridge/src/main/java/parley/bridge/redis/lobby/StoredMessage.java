package parley.bridge.redis.lobby;

import io.lettuce.core.StreamMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.LobbyId;
import parley.protocol.Payload;
import parley.protocol.SafeText;
import parley.protocol.StreamEntry;

/** Pairs a message of the lobby with its place in the stream. */
record StoredMessage(LobbyId id, LobbyMessage message) {

    /** Reads an entry as scripts answer it, its id and then a list of fields; none where it is not one of Parley's. */
    static List<StoredMessage> ofAnswer(Object entry) {
        if (!(entry instanceof List<?> parts) || parts.size() != 2 || !(parts.get(1) instanceof List<?> fields)) {
            return List.of();
        }
        Map<String, String> body = new HashMap<>();
        for (int at = 0; at + 1 < fields.size(); at += 2) {
            body.put(String.valueOf(fields.get(at)), String.valueOf(fields.get(at + 1)));
        }
        return of(String.valueOf(parts.get(0)), body);
    }

    /** Reads an entry as Redis's own commands answer it; none where it is not one of Parley's. */
    static List<StoredMessage> of(StreamMessage<String, String> entry) {
        return of(entry.getId(), entry.getBody());
    }

    private static List<StoredMessage> of(String id, Map<String, String> body) {
        try {
            return StreamEntry.parse(id, body).stream().map(StoredMessage::of).toList();
        } catch (IllegalArgumentException foreign) {
            return List.of();
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
