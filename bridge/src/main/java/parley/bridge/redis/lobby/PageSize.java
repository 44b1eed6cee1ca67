package parley.bridge.redis.lobby;

import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.limits.Limits;

/** Says how many entries of the stream make a page of about {@link Limits#PAGE_BYTES}, by those that were read before. For all threads. */
final class PageSize {
    private static final int LEAST = 16;

    private volatile int entries = 2 * LEAST;

    /** How many entries to ask for: {@link Limits#PAGE_MESSAGES} at the most. */
    int entries() {
        return entries;
    }

    /** So many entries were asked for and brought that. */
    void observe(EncodedMessages read, int asked) {
        if (read.bytes() > 0) {
            long fitting = (long) Limits.PAGE_BYTES * asked / read.bytes();
            entries = (int) Math.max(LEAST, Math.min(Limits.PAGE_MESSAGES, fitting));
        }
    }
}
