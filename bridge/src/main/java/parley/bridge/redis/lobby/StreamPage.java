package parley.bridge.redis.lobby;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.LobbyBus;
import parley.protocol.LobbyId;

/**
 * Holds some of the stream, and where the stream stood at that moment.
 *
 * @param entries the messages, oldest first; some of the first may be earlier than what was asked for
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

    /** Reads the answer of {@code read.lua}, which was asked for what is later than that time. */
    static StreamPage of(List<Object> answer, long after, int limit) {
        List<?> found = (List<?>) answer.get(1);
        return of(
                joined(messages(answer.get(0)), messages(found), after),
                found.size() == limit,
                messages(answer.get(2)).stream().findFirst().orElse(null),
                fields((List<?>) answer.get(3)));
    }

    private static List<StoredMessage> messages(Object entries) {
        return ((List<?>) entries)
                .stream()
                        .flatMap(entry -> StoredMessage.ofAnswer(entry).stream())
                        .toList();
    }

    /**
     * The messages of an entry that began by that time, where some of them are later, and those of the entries behind it.
     */
    static List<StoredMessage> joined(List<StoredMessage> inside, List<StoredMessage> later, long after) {
        if (inside.isEmpty() || inside.get(inside.size() - 1).id().micros() <= after) {
            return later;
        }
        return Stream.concat(inside.stream(), later.stream()).toList();
    }

    /** @param state the fields of the hash that says where the stream stands */
    static StreamPage of(
            List<StoredMessage> entries, boolean more, @Nullable StoredMessage oldest, Map<String, String> state) {
        String epoch = state.get("epoch");
        return new StreamPage(
                entries,
                more,
                oldest == null ? null : oldest.id(),
                epoch == null ? null : new LobbyId(number(state, "last"), epoch, number(state, "number")),
                number(state, "start"),
                number(state, "prior"));
    }

    StreamPage withoutEntries() {
        return new StreamPage(List.of(), more, first, last, start, prior);
    }

    /**
     * How many messages later than {@code after} and earlier than {@code before} were stored and are not kept, see
     * {@link LobbyBus.Page}.
     *
     * @param next the first message later than {@code after} that is kept; null where there is none
     * @param before up to where it is counted; what stands there is kept elsewhere
     */
    long missing(long after, @Nullable LobbyId next, long before) {
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
        LobbyId behind = next == null ? first : next;
        if (behind != null && behind.micros() < before) {
            boolean countable = last != null && after < start && behind.epoch().equals(last.epoch());
            return behind.number() == 1 || countable ? behind.number() - 1 : LobbyBus.Page.UNKNOWN;
        }
        if (last == null || before <= start) {
            return 0;
        }
        return before == Long.MAX_VALUE && after < start ? last.number() : LobbyBus.Page.UNKNOWN;
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
