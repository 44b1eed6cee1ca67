package parley.bridge.chat.command;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.answer.Body;
import parley.bridge.chat.answer.Outlet;
import parley.bridge.limits.Limits;

/**
 * Writes who is online, and remembers nothing but the last name. So a reader that stalls holds no list: it goes on with the latest,
 * behind the name at which it stands. Who came or went meanwhile may be missing or not, all others are there once.
 */
final class UsersBody implements Body {
    private final Supplier<EncodedUsers> latest;
    private @Nullable String last;
    private long count;

    /** @param latest no older than the question */
    UsersBody(Supplier<EncodedUsers> latest) {
        this.latest = latest;
    }

    @Override
    public Progress write(Outlet outlet, Runnable resume) {
        EncodedUsers users = latest.get();
        int next = last == null ? 0 : users.firstAfter(last);
        int written = 0;
        while (next < users.size() && written < Limits.TURN_BYTES && outlet.isWritable()) {
            ByteBuffer lines = users.linesFrom(next);
            outlet.lines(lines, 0, lines.limit());
            int end = users.endOfPiece(next);
            count += end - next;
            written += lines.limit();
            last = users.name(end - 1);
            next = end;
        }
        return next == users.size() ? Progress.DONE : Progress.MORE;
    }

    @Override
    public long count() {
        return count;
    }
}
