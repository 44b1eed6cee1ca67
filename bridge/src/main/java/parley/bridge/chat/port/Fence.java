package parley.bridge.chat.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds back, as a port, what is delivered to sessions of a bridge that was halted for longer than its lease: others may have
 * taken their nicknames meanwhile, so nothing of the lobby and no whisper is delivered before that is known. A Redis
 * that is merely away closes nothing. Safe for all threads.
 */
public interface Fence {
    /** Where nothing ever halts. */
    Fence NONE = new Fence() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public CompletionStage<?> opened() {
            return CompletableFuture.completedFuture(true);
        }
    };

    /**
     * Whether messages may be delivered now; cheap. Once it is open again, all who lost their nicknames have been told, see
     * {@link Presence#onLost}.
     */
    boolean isOpen();

    /**
     * Completes, on any thread, when it is open; fails with {@link UnavailableException} when that takes longer than Redis may take.
     */
    CompletionStage<?> opened();
}
