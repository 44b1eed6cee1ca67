package parley.faults.traffic;

/**
 * Records a line that a reader was shown in the lobby.
 *
 * @param micros the message's id; that of the line before, where messages were missed
 * @param missed whether it is a MISSED in the place of messages
 * @param session counts the reader's sessions
 * @param since whether it is of an answer to {@code since}, which says MISSED first, wherever in the answer messages are missing
 */
public record SeenLine(long micros, String sender, String text, boolean missed, int session, boolean since) {}
