package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** Writes frames as a server sends them: whole messages, unmasked. */
final class Frames {
    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;
    static final int PONG = 0x8A;

    /** Bytes that a frame's header takes at the most. */
    static final int HEADER_BYTES = 10;

    private static final int SHORT_MOST = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int TWO_BYTES_MOST = 0xFFFF;

    /** CR LF. */
    private static final int LINE_END_BYTES = 2;

    private Frames() {}

    /** Adds the header of a frame of so many bytes. */
    static void header(ByteBuf to, int first, int length) {
        to.writeByte(first);
        if (length <= SHORT_MOST) {
            to.writeByte(length);
        } else if (length <= TWO_BYTES_MOST) {
            to.writeByte(TWO_BYTES).writeShort(length);
        } else {
            to.writeByte(EIGHT_BYTES).writeLong(length);
        }
    }

    /** A frame that closes the connection. */
    static byte[] close(WebSocketCloseStatus status) {
        int code = status.code();
        return new byte[] {(byte) CLOSE, Short.BYTES, (byte) (code >> Byte.SIZE), (byte) code};
    }

    /**
     * Adds a text message for each of some encoded lines, until it has added so many bytes: one at least, and whole ones.
     *
     * @param from whole lines, each with a CR LF behind it
     * @return where the next line begins
     */
    static int lines(ByteBuf to, ByteBuf from, int start, int end, int bytes) {
        long stop = (long) to.writerIndex() + bytes;
        int at = start;
        do {
            int next = from.indexOf(at, end, (byte) '\n') + 1;
            int length = next - LINE_END_BYTES - at;
            header(to, TEXT, length);
            to.writeBytes(from, at, length);
            at = next;
        } while (at < end && to.writerIndex() < stop);
        return at;
    }
}
