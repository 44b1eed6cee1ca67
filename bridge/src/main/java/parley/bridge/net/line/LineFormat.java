package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import parley.bridge.chat.session.Line;

/**
 * Says how lines stand in the bytes of one connection, on their way in and out. On its event loop.
 *
 * <p>Lines to be sent come as text, or encoded as they stand in the lobby's log: UTF-8, each with a CR LF behind it.
 */
public interface LineFormat {

    /** Turns the bytes that a client sends into lines, whatever packets they come in. */
    interface Reader {
        /** Takes bytes up to the end of a line, if there is one; at least one. Where something is left, it is to be called again. */
        void accept(ByteBuf bytes);

        /** The input has ended: what is there without its end may count as a line. */
        void end();

        /** Whether the client has said that no more lines come, or nothing that comes can be taken for one any more. */
        boolean isOver();
    }

    /** Gets what a reader makes of its bytes, while it is given them or their end. */
    interface Receiver {
        void line(Line line);

        /** Sends what is no line: bytes, or what only this format's own handlers know. */
        void aside(Object message);
    }

    /** Begins to read; called once for each connection. */
    Reader reader(Receiver receiver);

    /** Adds a line, given without its end. */
    void line(ByteBuf to, String line);

    /** Adds encoded lines, whole ones. */
    void lines(ByteBuf to, ByteBuf from, int offset, int length);

    /** Whether encoded lines go out as they stand. */
    boolean isVerbatim();

    /** What is written to the connection for encoded lines that are not to be copied; owns the reference to them. */
    Object shared(ByteBuf lines);

    /** What is said when no more lines will be sent; empty for nothing. */
    byte[] end();
}
