package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.Line;
import parley.bridge.net.line.LineFormat;

/**
 * Reads the frames of RFC 6455 that a client sends, a byte at a time: whatever length a frame says it has, no more of it is held than
 * a line may have, which a decoder of whole frames can't do. One per connection, on its event loop.
 *
 * <p>A message that can't be taken is the last that is looked at, as is one by which the client closes: {@link #status} says then
 * how the connection is to be closed.
 */
final class FrameReader implements LineFormat.Reader {
    private static final byte[] NONE = {};
    private static final int CODES_END = 5_000;

    private final FrameHeader header = new FrameHeader();
    private final MessageFramer message;
    private final LineFormat.Receiver receiver;

    /** Whether the header is whole, and the payload under way. */
    private boolean inPayload;
    /** Bytes of the payload taken. */
    private long taken;
    /** Whether a text message has begun that has not ended. */
    private boolean inMessage;

    private byte[] control = NONE;
    private @Nullable WebSocketCloseStatus status;

    /** @param receiver gets each line, and aside each {@link Pong} */
    FrameReader(int maxLine, LineFormat.Receiver receiver) {
        this.message = new MessageFramer(maxLine);
        this.receiver = receiver;
    }

    /** Why no more is read; null where more is, or the input has ended without a word. */
    @Nullable
    WebSocketCloseStatus status() {
        return status;
    }

    @Override
    public boolean isOver() {
        return status != null;
    }

    /** A message that is not whole is none. */
    @Override
    public void end() {}

    @Override
    public void accept(ByteBuf bytes) {
        boolean handed = false;
        while (bytes.isReadable() && status == null && !handed) {
            int octet = bytes.readUnsignedByte();
            if (inPayload) {
                handed = payload(header.unmask(octet, taken++));
            } else if (header.accept(octet)) {
                handed = begin();
            } else {
                continue;
            }
            if (inPayload && taken == header.length() && status == null) {
                handed |= end(header.opcode());
            }
        }
    }

    /** A frame begins; true where its header breaks a line. */
    private boolean begin() {
        WebSocketCloseStatus wrong = objection();
        if (wrong != null) {
            status = wrong;
            return false;
        }
        inPayload = true;
        taken = 0;
        if (header.isControl()) {
            control = new byte[(int) header.length()];
            return false;
        }
        boolean continued = inMessage;
        inMessage = true;
        return continued && header.length() == 0 && !header.isFinal() && hand(message.countEmpty());
    }

    /** Why the frame can't stand here; null where it can. */
    private @Nullable WebSocketCloseStatus objection() {
        if (!header.isWellFormed()) {
            return WebSocketCloseStatus.PROTOCOL_ERROR;
        }
        boolean isExpected = switch (header.opcode()) {
            case FrameHeader.CONTINUATION -> inMessage;
            case FrameHeader.TEXT, FrameHeader.BINARY -> !inMessage;
            case FrameHeader.CLOSE, FrameHeader.PING, FrameHeader.PONG -> true;
            default -> false;
        };
        if (!isExpected) {
            return WebSocketCloseStatus.PROTOCOL_ERROR;
        }
        return header.opcode() == FrameHeader.BINARY ? WebSocketCloseStatus.INVALID_MESSAGE_TYPE : null;
    }

    /** Takes the next byte of a payload; true where it breaks a line. */
    private boolean payload(int octet) {
        if (header.isControl()) {
            control[(int) taken - 1] = (byte) octet;
            return false;
        }
        boolean broken = hand(message.accept(octet));
        if (message.isInvalid()) {
            status = WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
        }
        return broken;
    }

    /** A frame is whole; true where it ends a line. */
    private boolean end(int opcode) {
        inPayload = false;
        switch (opcode) {
            case FrameHeader.PING -> receiver.aside(new Pong(control));
            case FrameHeader.CLOSE -> status = closing();
            case FrameHeader.PONG -> {}
            default -> {
                return header.isFinal() && endMessage();
            }
        }
        control = NONE;
        return false;
    }

    private boolean endMessage() {
        inMessage = false;
        boolean handed = hand(message.end());
        if (message.isInvalid()) {
            status = WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
        }
        return handed;
    }

    /** How to answer the client's goodbye: by its own status, if it has one that may be sent. */
    private WebSocketCloseStatus closing() {
        if (control.length == 0) {
            return WebSocketCloseStatus.NORMAL_CLOSURE;
        }
        if (control.length == 1) {
            return WebSocketCloseStatus.PROTOCOL_ERROR;
        }
        int code = ((control[0] & 0xFF) << Byte.SIZE) | (control[1] & 0xFF);
        if (!WebSocketCloseStatus.isValidStatusCode(code) || code >= CODES_END) {
            return WebSocketCloseStatus.PROTOCOL_ERROR;
        }
        Utf8Check utf8 = new Utf8Check();
        boolean valid = true;
        for (int at = 2; at < control.length; at++) {
            valid &= utf8.accept(control[at] & 0xFF);
        }
        return valid && utf8.isComplete()
                ? new WebSocketCloseStatus(code, "", false)
                : WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
    }

    private boolean hand(@Nullable Line line) {
        if (line != null) {
            receiver.line(line);
        }
        return line != null;
    }
}
