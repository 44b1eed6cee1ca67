package parley.bridge.chat.port;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.name.Nickname;
import parley.bridge.limits.Deadline;

/**
 * Sends and brings, as a port, private messages.
 *
 * <p>Order: whispers of one sender to one recipient arrive in the order in which they were sent. May be lost: a whisper whose
 * recipient's bridge is cut off from Redis at that moment. Nothing is stored.
 */
public interface Whispers {
    /** Who hears whispers. */
    interface Ear {
        /** Takes a whisper; complete when its recipient has it. */
        CompletionStage<?> hear(Whisper whisper);
    }

    /** What became of a whisper. */
    enum Delivery {
        /** Somebody hears that name; a session on this bridge has it already. */
        DELIVERED,
        NO_SUCH_USER,
        /** The name is online, but nobody hears it. */
        UNREACHABLE,
        /** The sender's nickname no longer belongs to this bridge; nothing was done. */
        NICK_LOST
    }

    /**
     * Starts hearing whispers to the nickname; completes when none can be missed any more. The ear is called on the subscription's
     * thread and must not block.
     */
    CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline);

    /** Stops hearing them. Takes effect before any later {@link #open} of the same name. */
    void close(Nickname nick);

    /**
     * Sends to somebody, the name exactly as {@link Presence#find} gave it; fails with {@link UnavailableException} when Redis
     * can't be reached by the deadline.
     */
    CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline);
}
