package parley.bridge.chat.port;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.name.Nickname;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/**
 * Publishes and reads, as a port, the lobby that all bridges share.
 *
 * <p>Order: every bridge's {@link Lobby} gets the stored messages in the order of their times, with no gap and no double;
 * publications of one sender that one thread asks for in turn are stored in that order. Atomicity: a message is stored and published, or
 * neither. May be lost: nothing whose stage completed; a stage that fails with {@link UnavailableException} leaves open whether
 * the message was published only where the answer was lost on the way. Stages complete on any thread.
 */
public interface LobbyBus {
    /**
     * Stores and publishes what somebody says. Completes with the message's time once this bridge's lobby has it (or once it is
     * stored, while the subscription is down); empty when the nickname no longer belongs to this bridge, and nothing was done. Where
     * more is asked for than can be stored, addresses and their senders have turns, and what would wait for too long is refused at
     * once.
     */
    CompletionStage<OptionalLong> publish(Nickname from, ClientAddress address, String text, Deadline deadline);

    /**
     * As {@link #publish}; but where this nickname has said something under that key within the last ten minutes, on whatever bridge,
     * it completes with that message's time, once this bridge's lobby has it, and nothing is published.
     */
    CompletionStage<OptionalLong> publishOnce(Nickname from, ClientAddress address, Keyed keyed, Deadline deadline);

    /** Stores and publishes an announcement; completes with its time, otherwise as {@link #publish}. */
    CompletionStage<Long> announce(String text, Deadline deadline);

    /**
     * Completes once this bridge's lobby has every message that was stored before this was asked, and fails with
     * {@link UnavailableException} where that can't be known by the deadline.
     */
    CompletionStage<Void> caughtUp(Deadline deadline);

    /**
     * Reads stored messages later than {@code after}, microseconds, oldest first, as many as make a page. Whoever asks for much waits
     * for the others' turns, as long as Redis answers; it fails with {@link UnavailableException} as soon as Redis does not.
     *
     * @param before the time of the first message that the caller has by itself: what is missing is counted up to there only, though
     *     the page may go on beyond
     * @param address whose turn it is, among all who ask
     */
    CompletionStage<Page> read(long after, long before, ClientAddress address);

    /**
     * What somebody says once.
     *
     * @param key which the client has chosen for it, 1 to 64 of {@code A-Z a-z 0-9 . _ -}
     */
    record Keyed(String key, String text) {}

    /**
     * Some of what is stored.
     *
     * @param messages of which those not later than {@code after} are none of the caller's business
     * @param more whether further messages may follow
     * @param missing how many messages between {@code after} and the first of these were stored once and are no longer kept;
     *     {@link #UNKNOWN} where that can't be known
     */
    record Page(EncodedMessages messages, boolean more, long missing) {
        public static final long UNKNOWN = -1;
    }
}
