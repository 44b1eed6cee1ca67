package parley.bridge.redis.lobby;

import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.limits.Limits;

/** Says how many messages make a page of about {@link Limits#PAGE_BYTES}, by those that were read before. For all threads. */
final class PageSize {
    private static final int LEAST = 16;

    private volatile int messages = 100;

    /** How many messages to ask for: {@link Limits#PAGE_MESSAGES} at the most. */
    int messages() {
        return messages;
    }

    void observe(EncodedMessages read) {
        if (read.bytes() > 0) {
            long fitting = (long) Limits.PAGE_BYTES * read.size() / read.bytes();
            messages = (int) Math.max(LEAST, Math.min(Limits.PAGE_MESSAGES, fitting));
        }
    }
}
