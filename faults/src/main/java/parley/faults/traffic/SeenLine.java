package parley.faults.traffic;

/**
 * A line that somebody was shown in the lobby.
 *
 * @param micros the message's id; that of the line before, where messages were missed
 * @param missed whether it is a MISSED in the place of messages
 * @param seat counts the reader's sessions
 */
public record Seen(long micros, String sender, String text, boolean missed, int seat) {}
