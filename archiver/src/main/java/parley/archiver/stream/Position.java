package parley.archiver.stream;

import parley.protocol.LobbyId;
import parley.protocol.MessageTime;

/**
 * Says how far the stream is archived.
 *
 * @param streamId the entry after which reading goes on; {@link #START} before the first, and again while a stream that was
 *     replaced by another is read anew
 * @param epoch of the newest message archived from the stream; empty before the first
 * @param number of that message in its epoch
 */
public record Position(String streamId, String epoch, long number) {
    public static final String START = "0-0";

    /** The time of that entry, microseconds; 0 before the first, and where it is none of Parley's. */
    public long micros() {
        try {
            return MessageTime.fromStreamId(streamId);
        } catch (IllegalArgumentException foreign) {
            return 0;
        }
    }

    /** Whether nothing lies between the newest archived message and this one. */
    public boolean isFollowedBy(LobbyId id) {
        return epoch.isEmpty() ? id.number() == 1 : id.epoch().equals(epoch) && id.number() == number + 1;
    }
}
