package parley.bridge.redis.lobby;

import java.util.concurrent.CompletableFuture;

/** Reads the stored messages for the {@link LobbyFeed}. */
interface LobbyStream {
    /** The newest messages, newest first. */
    CompletableFuture<StreamPage> newest(int limit);

    /** The messages later than {@code after} and earlier than {@code before}, microseconds, oldest first. */
    CompletableFuture<StreamPage> between(long after, long before, int limit);
}
