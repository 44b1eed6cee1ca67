package parley.bridge.chat.port;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.limits.Deadline;

/**
 * Keeps, as a port, the bans that hold on all bridges of one Redis.
 *
 * <p>Each bridge has all bans and asks nobody when somebody comes; it looks for changes all the time, so that a ban made on one bridge
 * is in force on all that reach Redis within seconds, and at once where {@link #refresh} is asked for. Bans end by Redis's clock.
 * May be lost: none that a living bridge knows of; what Redis lost is put back. Stages fail with {@link UnavailableException} when
 * Redis can't be reached in time.
 */
public interface Bans {
    /** What is in force on this bridge. Never blocks. */
    BanList current();

    /**
     * Stores a ban, in place of one on the same target; it is in force here when the stage completes. Once the stage has failed it
     * is not stored any more, but it may have been.
     *
     * @param length null for a ban that never ends
     */
    CompletionStage<BanList> add(BanTarget target, @Nullable Duration length, String reason, Deadline deadline);

    /** Ends the ban on the target; false where there is none. */
    CompletionStage<Boolean> remove(BanTarget target, Deadline deadline);

    /** What is stored now, in force here when the stage completes. */
    CompletionStage<BanList> refresh(Deadline deadline);
}
