package parley.protocol;

/**
 * The places of stored messages that follow one another by a microsecond and a number: what the service channel says right before
 * the messages go out, one after the other with nothing between.
 *
 * @param first the place of the first of them
 * @param count how many they are, 1 or more
 */
public record LobbyRun(LobbyId first, int count) {
    /** The inverse of {@link #toString()}. @throws IllegalArgumentException when it is not of that form */
    public static LobbyRun parse(String announced) {
        String[] fields = announced.split(" ", 5);
        if (fields.length == 4 && !fields[1].isEmpty()) {
            try {
                LobbyRun run = new LobbyRun(
                        new LobbyId(MessageTime.fromStreamId(fields[0]), fields[1], Long.parseLong(fields[2])),
                        Integer.parseInt(fields[3]));
                if (run.first.number() >= 1 && run.count >= 1 && run.toString().equals(announced)) {
                    return run;
                }
            } catch (NumberFormatException notANumber) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("not a run of lobby ids: " + announced);
    }

    /** The time of the last of them, microseconds. */
    public long lastMicros() {
        return first.micros() + count - 1;
    }

    /** {@code <stream id> <epoch> <number> <count>}. */
    @Override
    public String toString() {
        return first + " " + count;
    }
}
