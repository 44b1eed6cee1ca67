package parley.bridge.redis.lobby;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.protocol.LobbyId;

/**
 * Knows how far a lobby has come with what is stored, and so whether a message follows, is missing others before it, or came
 * before.
 * Changed under the feed's lock; {@link #newest} and {@link #latest} are for all threads.
 */
final class FeedPosition {
    /** A bridge's idea of Redis's clock may be so far behind; microseconds. */
    private static final long LEEWAY = 1_000_000;

    private final Set<String> epochs = new HashSet<>();
    private volatile LobbyId newest = new LobbyId(0, "", 0);
    private volatile long latest;
    private volatile long answered;
    private long borneOut;

    /** A message with that time is stored: the stream has it, or a script of this bridge's said so. */
    void bearOut(long micros) {
        borneOut = Math.max(borneOut, micros);
    }

    /** A message with that time is stored: a script of this bridge's said so, though it may not have come yet. */
    void answered(long micros) {
        bearOut(micros);
        answered = Math.max(answered, micros);
    }

    /** The time of a message that Redis said was stored, later than all that have come, microseconds; 0 for none. */
    long awaited() {
        return answered > newest.micros() ? answered : 0;
    }

    /** Redis has lost what {@link #awaited} says; it was there all the same. */
    void giveUpAwaited() {
        latest = Math.max(latest, answered);
        answered = 0;
    }

    /**
     * Whether a message of that time can have been stored, as far as can be known without asking: what is stored gets Redis's time,
     * or follows closely on what was stored before.
     *
     * @param now Redis's clock, or earlier
     */
    boolean isPlausible(long micros, long now) {
        return micros <= Math.max(now, borneOut) + LEEWAY;
    }

    /** The place of the newest stored message that the lobby has and Redis had when it was last asked; number 0 for none. */
    LobbyId newest() {
        return newest;
    }

    /** The time of the newest stored message that is known of, though Redis may have lost it since; 0 for none. */
    long latest() {
        return Math.max(latest, answered);
    }

    /** Begins behind that message. */
    void beginAt(LobbyId last) {
        newest = last;
        latest = last.micros();
    }

    /** The lobby has that message now. */
    void moveTo(LobbyId id) {
        if (!id.epoch().equals(newest.epoch())) {
            epochs.add(id.epoch());
        }
        beginAt(id);
        // Only now: whoever asks for the latest meanwhile is not to be told of an earlier one.
        if (id.micros() >= answered) {
            answered = 0;
        }
    }

    /** Whether Redis, which is at that message now, or at none, is behind what the lobby has, or elsewhere. */
    boolean differsFrom(@Nullable LobbyId last) {
        return !(last == null ? newest.epoch().isEmpty() : last.equals(newest));
    }

    /** Redis lost data, and is at that message, or at none. */
    void fallBackTo(@Nullable LobbyId last) {
        giveUpAwaited();
        newest = last == null ? new LobbyId(latest, "", 0) : last;
    }

    /**
     * Redis went on without the newest message that the lobby has.
     *
     * @param next the first that it has behind the time of that one; null where there is none
     * @param last where Redis is
     */
    void goOnBefore(@Nullable LobbyId next, @Nullable LobbyId last) {
        fallBackTo(next == null ? last : new LobbyId(newest.micros(), next.epoch(), next.number() - 1));
    }

    /**
     * Whether nothing is missing before that message.
     *
     * @param epochMayEnd whether another epoch can have begun without a loss that was not told of
     */
    boolean isFollowedBy(LobbyId id, boolean epochMayEnd) {
        return id.epoch().equals(newest.epoch())
                ? id.number() == newest.number() + 1 && id.micros() > newest.micros()
                : id.number() == 1 && (epochMayEnd || newest.epoch().isEmpty()) && !epochs.contains(id.epoch());
    }

    /** Whether the lobby has it. Times tell, except across epochs: a Redis without its data may have another clock. */
    boolean isPast(LobbyId id) {
        return id.micros() <= newest.micros() && (id.epoch().equals(newest.epoch()) || epochs.contains(id.epoch()));
    }
}
