package parley.protocol;

/**
 * The place of a stored message.
 *
 * @param micros the message's time and id
 * @param epoch names one life of the stream; a Redis that lost its data starts another
 * @param number runs from 1 without a hole within an epoch
 */
public record LobbyId(long micros, String epoch, long number) {
    /** The place of the next message of a {@link LobbyRun}. */
    public LobbyId next() {
        return new LobbyId(micros + 1, epoch, number + 1);
    }

    /** {@code <stream id> <epoch> <number>}. */
    @Override
    public String toString() {
        return MessageTime.toStreamId(micros) + " " + epoch + " " + number;
    }
}
