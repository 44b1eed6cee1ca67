package parley.bridge.limits;

/**
 * Says how many unread whispers are kept; the oldest go where any of these is reached.
 *
 * @param messages of one session
 * @param sessionBytes that those of one session may take in memory
 * @param addressBytes that those of all sessions of one address may
 * @param bridgeBytes that those of all sessions may
 */
public record WhisperLimits(int messages, long sessionBytes, long addressBytes, long bridgeBytes) {

    /** Parts of the heap. Together with what else a bridge holds for long, all whispers leave more than half of 64 MiB. */
    static final int SESSION_PART = 64;

    static final int ADDRESS_PART = 8;
    static final int BRIDGE_PART = 4;

    /** As many whispers as are kept by default, each of the longest line that is by default. */
    static final long SESSION_MOST = 4L * 1024 * 1024;
    /** A hundred sessions, each with 640 KiB unread. */
    static final long ADDRESS_MOST = 64L * 1024 * 1024;

    public WhisperLimits {
        Limits.require(messages >= 1, "max-whispers is at least 1");
        Limits.require(sessionBytes >= 1 && addressBytes >= 1 && bridgeBytes >= 1, "whispers take at least 1 byte");
    }

    /** What suits a heap of so many bytes. */
    public static WhisperLimits ofHeap(int messages, long heapBytes) {
        return new WhisperLimits(
                messages,
                Math.min(SESSION_MOST, heapBytes / SESSION_PART),
                Math.min(ADDRESS_MOST, heapBytes / ADDRESS_PART),
                heapBytes / BRIDGE_PART);
    }
}
