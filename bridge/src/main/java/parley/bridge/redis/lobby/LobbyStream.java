package parley.bridge.redis.lobby;

import java.util.concurrent.CompletableFuture;

/** Reads the stored messages for the {@link LobbyFeed}. */
interface LobbyStream {
    /** The newest messages, newest first, and what the stream stood at just before. */
    CompletableFuture<StreamPage> newest(int limit);

    /** The messages later than that time, microseconds, oldest first; where there are no more, also what the stream stands at. */
    CompletableFuture<StreamPage> later(long after, int limit);
}
