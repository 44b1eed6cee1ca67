package parley.bridge.redis.lobby;

import java.util.concurrent.CompletableFuture;

/** The stored messages, as {@link LobbyFeed} reads them. */
interface LobbyStream {
    /** The newest messages, newest first. */
    CompletableFuture<StreamPage> newest(int limit);

    /** The messages later than {@code after} and earlier than {@code before}, microseconds, oldest first. */
    CompletableFuture<StreamPage> between(long after, long before, int limit);
}
