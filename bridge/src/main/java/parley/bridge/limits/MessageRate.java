package parley.bridge.limits;

/**
 * Says how fast one session may send what costs others.
 *
 * @param messages a second, 0 for no limit; a burst of twice as many is let through
 * @param bytes of messages a second, 0 for no limit; a burst of {@link #BURST_BYTES} is let through, and all sessions of one
 *     address together may send {@link #ADDRESS_SESSIONS} times both
 */
public record MessageRate(int messages, int bytes) {

    /** No limit at all. */
    public static final MessageRate UNLIMITED = new MessageRate(0, 0);

    /** No less than the longest line that can be allowed: a message within it is let through by a session that was silent. */
    public static final int BURST_BYTES = Limits.FLOOD_BYTES;

    /** How many sessions at their full rate one address may have. */
    public static final int ADDRESS_SESSIONS = 10;

    public MessageRate {
        Limits.require(messages >= 0, "rate is at least 0");
        Limits.require(bytes >= 0, "byte-rate is at least 0");
    }
}
