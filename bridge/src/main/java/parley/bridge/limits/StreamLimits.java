package parley.bridge.limits;

/**
 * Says how much of the lobby its stream on Redis keeps, about; the oldest goes where either is reached.
 *
 * @param messages that are kept
 * @param bytes that they take in the memory of Redis
 */
public record StreamLimits(long messages, long bytes) {

    public StreamLimits {
        Limits.require(messages >= 1, "stream-messages is at least 1");
        Limits.require(bytes >= 1, "stream-bytes is at least 1");
    }
}
