package parley.bridge.chat.answer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LogSlice;

/**
 * Sends a session's client what it is given, in that order, after {@link #flush}. Used on the session's executor only; nothing
 * blocks.
 */
public interface Outlet {
    /** Queues a line, without its end. */
    void line(String line);

    /** Queues a part of encoded lines with their ends; the buffer may not change any more. */
    void lines(ByteBuffer lines, int offset, int length);

    /** Queues lines of the lobby log and takes over the slice's reference. */
    void slice(LogSlice slice);

    void flush();

    /** False while the reader is behind; then nothing but the last words should be added until it is told otherwise. */
    boolean isWritable();

    /** Whether it is this session's turn to write some of an answer's body; if not, it is woken when it is. */
    boolean takeTurn();

    /** Whether more of what the client sends is wanted. */
    void reading(boolean wanted);

    /**
     * Has the session told when the lobby grows, or, as long as {@link Inbox#follows}, given the lines as they stand.
     *
     * @param inbox the session's; null where it is to be told no more
     */
    void following(@Nullable Inbox inbox);

    /** Closes once all that was queued is sent; nothing may be queued after it. */
    void close();
}
