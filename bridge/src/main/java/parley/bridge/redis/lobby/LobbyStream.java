package parley.bridge.redis.lobby;

import java.util.concurrent.CompletableFuture;
import parley.protocol.LobbyId;

/** Reads the stored messages for the {@link LobbyFeed}. */
interface LobbyStream {
    /** The newest messages, newest first, and what the stream stood at just before. */
    CompletableFuture<StreamPage> newest(int limit);

    /**
     * The messages later than that time, microseconds, oldest first, from so many entries of the stream; before them those may stand that
     * share an entry with them. Where there are no more, also what the stream stands at.
     */
    CompletableFuture<StreamPage> later(long after, int limit);

    /**
     * Whether the stream can be the one that brought that message: it holds it, or nothing as old. One that a server went on with
     * which never had it holds others there.
     */
    CompletableFuture<Boolean> hasContinued(LobbyId message);

    /** The same by its time alone, microseconds, where no more is known of it. */
    CompletableFuture<Boolean> holds(long micros);
}
