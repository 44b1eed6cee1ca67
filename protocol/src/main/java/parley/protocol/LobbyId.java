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
        String[] parts = announced.split(" ", -1);
        if (parts.length != 3 || parts[1].isEmpty()) {
            throw new IllegalArgumentException("not a lobby id: " + announced);
        }
        LobbyId id = new LobbyId(MessageTime.fromStreamId(parts[0]), parts[1], Long.parseLong(parts[2]));
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
