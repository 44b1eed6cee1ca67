package parley.bridge.redis.lobby;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.LobbyBus;
import parley.protocol.LobbyId;

/**
 * Holds some of the stream, and where the stream stood at that moment.
 *
 * @param entries oldest first
 * @param more whether further entries may follow in the range
 * @param first the place of the oldest entry that is kept; null where none is
 * @param last the place of the newest entry that was ever stored in the present epoch; null where there was none
 * @param start the time of the present epoch's first message, 0 where there is none
 * @param prior the latest time that an earlier epoch is known to have reached, 0 where none is known of
 */
record StreamPage(
        List<StoredMessage> entries,
        boolean more,
        @Nullable LobbyId first,
        @Nullable LobbyId last,
        long start,
        long prior) {

    /** Reads the answer of {@code read.lua}. */
    static StreamPage of(List<Object> answer, int limit) {
        List<?> found = (List<?>) answer.get(0);
        StoredMessage oldest = ((List<?>) answer.get(1))
                .stream()
                        .map(StoredMessage::of)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        Map<String, String> state = fields((List<?>) answer.get(2));
        String epoch = state.get("epoch");
        return new StreamPage(
                found.stream().map(StoredMessage::of).filter(Objects::nonNull).toList(),
                found.size() == limit,
                oldest == null ? null : oldest.id(),
                epoch == null ? null : new LobbyId(number(state, "last"), epoch, number(state, "number")),
                number(state, "start"),
                number(state, "prior"));
    }

    /** How many messages later than that time were stored and are not kept, see {@link LobbyBus.Page}. */
    long missing(long after) {
        if (last != null && last.micros() <= after) {
            return 0;
        }
        // Where the stream reaches back further, what the earlier epoch had last may still be missing within it.
        if (prior > after) {
            return LobbyBus.Page.UNKNOWN;
        }
        if (first != null && first.micros() <= after) {
            return 0;
        }
        if (first == null) {
            return last == null ? 0 : after < start ? last.number() : LobbyBus.Page.UNKNOWN;
        }
        boolean countable = last != null && after < start && first.epoch().equals(last.epoch());
        return first.number() == 1 || countable ? first.number() - 1 : LobbyBus.Page.UNKNOWN;
    }

    /** Whether others may have stood between two messages that stand side by side in the stream. */
    boolean mayLack(LobbyId one, LobbyId next) {
        if (one.epoch().equals(next.epoch())) {
            return next.number() != one.number() + 1;
        }
        boolean present = last != null && next.epoch().equals(last.epoch());
        return !present || next.number() != 1 || prior > one.micros();
    }

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int at = 0; at + 1 < flat.size(); at += 2) {
            fields.put(String.valueOf(flat.get(at)), String.valueOf(flat.get(at + 1)));
        }
        return fields;
    }

    private static long number(Map<String, String> state, String field) {
        return Long.parseLong(state.getOrDefault(field, "0"));
    }
}
