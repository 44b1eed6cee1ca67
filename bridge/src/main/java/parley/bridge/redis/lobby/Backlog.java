package parley.bridge.redis.lobby;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import parley.protocol.LobbyId;

/** Keeps what the subscription has brought while the lobby could not take it, in the order in which it came; bounded. */
final class Backlog {
    private static final int MAX_ITEMS = 50_000;
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    /**
     * One arrival.
     *
     * @param id the place of a stored message; null for anything else
     * @param doubted whether it may be no stored message at all: then it is handed on only where the stream has none of that place
     * @param delivery hands it on
     */
    record Item(@Nullable LobbyId id, int bytes, boolean doubted, Runnable delivery) {
        Item(@Nullable LobbyId id, int bytes, Runnable delivery) {
            this(id, bytes, false, delivery);
        }
    }

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long bytes;

    void add(Item item) {
        items.add(item);
        bytes += item.bytes;
    }

    /** The oldest, or null. */
    @Nullable
    Item poll() {
        Item oldest = items.poll();
        if (oldest != null) {
            bytes -= oldest.bytes;
        }
        return oldest;
    }

    boolean isFull() {
        return items.size() >= MAX_ITEMS || bytes >= MAX_BYTES;
    }
}
