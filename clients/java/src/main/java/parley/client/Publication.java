package parley.client;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.client.error.ParleyException;
import parley.client.session.Request;

/** Is a message for the lobby, which is sent until it is answered, and is said once. Guarded by the outbox. */
final class Publication extends Pending {
    /** A server knows a key for ten minutes; after that the message would be said again. */
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(9);

    private final String line;
    private @Nullable String sentAs;
    private long sentAt;

    /** @param line a {@code once} */
    Publication(String line) {
        this.line = line;
    }

    Request request() {
        return Request.of(line);
    }

    void sentAs(String nick) {
        if (sentAs == null) {
            sentAs = nick;
            sentAt = System.nanoTime();
        }
    }

    /** Why it may not be sent under this name any more; null where it may. */
    @Nullable
    ParleyException whyNotAgain(String nick) {
        if (sentAs == null) {
            return null;
        }
        if (!sentAs.equals(nick)) {
            return new ParleyException.ConnectionLost(
                    "the answer was lost, and with it the name " + sentAs + "; it may have been said");
        }
        return System.nanoTime() - sentAt < KNOWN_NANOS
                ? null
                : new ParleyException.Timeout("no answer came for too long to ask again; it may have been said");
    }
}
