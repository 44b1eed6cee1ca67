package parley.bridge.limits;

/**
 * Says how much of the lobby its stream on Redis keeps, about; the oldest goes where either is reached. Where bridges differ, the
 * least counts.
 *
 * @param messages that are kept
 * @param bytes that they take in the memory of Redis
 */
public record StreamLimits(long messages, long bytes) {
    /** Redis is told what to let go in steps of a quarter of this. */
    public static final long LEAST_BYTES = 1 << 20;

    public StreamLimits {
        Limits.require(messages >= 1, "stream-messages is at least 1");
        Limits.require(bytes >= LEAST_BYTES, "stream-bytes is at least " + LEAST_BYTES);
    }
}
