package parley.bridge.limits;

/**
 * Says how fast one session may send what costs others.
 *
 * @param messages a second, 0 for no limit; a burst of twice as many is let through
 * @param bytes of messages a second, 0 for no limit
 */
public record MessageRate(int messages, int bytes) {

    /** No limit at all. */
    public static final MessageRate UNLIMITED = new MessageRate(0, 0);

    public MessageRate {
        Limits.require(messages >= 0, "rate is at least 0");
        Limits.require(bytes >= 0, "byte-rate is at least 0");
    }
}
