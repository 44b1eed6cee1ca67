package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells stored messages from direct clients' on one subscription to the lobby's channels.
 *
 * <p>Every message of the subscription is given to {@link #take}, whatever its channel, in the order in which it came:
 *
 * <ol>
 *   <li>A run of ids announces as many messages on the lobby's channel as it counts, and those that come right behind it are
 *       theirs, in order.
 *   <li>Any other message on the lobby's channel is a direct client's.
 *   <li>A message on any other channel, or one that is no run of ids on the channel of the ids, ends the run: one script publishes a
 *       run and its messages with nothing between, so what was announced can't follow any more.
 * </ol>
 *
 * <p>For one thread at a time.
 */
public final class LobbyDemultiplexer {
    /** What a message of the subscription is. */
    public enum Origin {
        /** A run of ids: see {@link #run}. */
        IDS,
        /** On the channel of the ids, but no run of ids; nothing of Parley's. */
        FOREIGN_IDS,
        /** On the lobby's channel, the stored message of a place: see {@link #place}. */
        STORED,
        /** On the lobby's channel, from a direct client. */
        DIRECT,
        /** On another channel. */
        ELSEWHERE
    }

    /** Empty before it is known. */
    private String ids = "";

    private @Nullable LobbyRun run;
    private @Nullable LobbyId place;
    /** The place of the next message on the lobby's channel; null where that is no stored one. */
    private @Nullable LobbyId next;
    /** How many more stored ones follow that, back to back. */
    private int behindNext;

    /**
     * A subscription begins.
     *
     * @param idsChannel what {@link ServiceChannels#ids} is called on it
     */
    public void begin(String idsChannel) {
        ids = idsChannel;
        next = null;
    }

    /** Takes the next message of the subscription and says what it is. */
    public Origin take(String channel, byte[] payload) {
        if (channel.equals(RedisNames.CHAT)) {
            return takeChat();
        }
        next = null;
        return channel.equals(ids) ? takeIds(payload) : Origin.ELSEWHERE;
    }

    private Origin takeChat() {
        place = next;
        if (place == null) {
            return Origin.DIRECT;
        }
        next = behindNext-- == 0 ? null : place.next();
        return Origin.STORED;
    }

    private Origin takeIds(byte[] payload) {
        try {
            LobbyRun announced = LobbyRun.parse(new String(payload, UTF_8));
            run = announced;
            next = announced.first();
            behindNext = announced.count() - 1;
            return Origin.IDS;
        } catch (IllegalArgumentException foreign) {
            return Origin.FOREIGN_IDS;
        }
    }

    /** The run that was taken last; to be asked after {@link Origin#IDS} only. */
    public LobbyRun run() {
        return Objects.requireNonNull(run);
    }

    /** The place of the message that was taken last; to be asked after {@link Origin#STORED} only. */
    public LobbyId place() {
        return Objects.requireNonNull(place);
    }

    /** The subscription was lost, and with it what was announced on it. */
    public void interrupted() {
        next = null;
    }
}
