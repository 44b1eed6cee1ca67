package parley.protocol;

/**
 * The place of a stored message: what the service channel says right before the message goes out.
 *
 * @param micros the message's time and id
 * @param epoch names one life of the stream; a Redis that lost its data starts another
 * @param number runs from 1 without a hole within an epoch
 */
public record LobbyId(long micros, String epoch, long number) {
    /** The inverse of {@link #toString()}. @throws IllegalArgumentException when it is not of that form */
    public static LobbyId parse(String announced) {
        int space = announced.indexOf(' ');
        int second = announced.indexOf(' ', space + 1);
        if (space < 0 || second <= space + 1 || announced.indexOf(' ', second + 1) >= 0) {
            throw new IllegalArgumentException("not a lobby id: " + announced);
        }
        LobbyId id = new LobbyId(
                MessageTime.fromStreamId(announced.substring(0, space)),
                announced.substring(space + 1, second),
                Long.parseLong(announced, second + 1, announced.length(), 10));
        if (id.number < 1 || !id.toString().equals(announced)) {
            throw new IllegalArgumentException("not a lobby id: " + announced);
        }
        return id;
    }

    /** {@code <stream id> <epoch> <number>}. */
    @Override
    public String toString() {
        return MessageTime.toStreamId(micros) + " " + epoch + " " + number;
    }
}
