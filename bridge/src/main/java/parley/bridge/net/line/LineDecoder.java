package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.Line;

/**
 * Turns the bytes of one connection into lines, whatever packets they come in: telnet's commands are taken out and the rest is cut
 * at the lines' ends. On the connection's event loop only.
 */
public final class LineDecoder implements LineFormat.Reader {
    /** Goes on over bytes that are nothing but a line's text: they are most, and taken at once. */
    private static final ByteProcessor PLAIN =
            octet -> octet != '\n' && octet != '\r' && octet != 0 && octet != (byte) Telnet.IAC;

    private final LineFormat.Receiver receiver;
    /** From the first of its commands on. */
    private @Nullable Telnet telnet;

    private final LineFramer framer;

    /**
     * @param maxLine bytes a line may hold, its end not counted
     * @param receiver gets each line, and aside the bytes that refuse telnet's options
     */
    public LineDecoder(int maxLine, LineFormat.Receiver receiver) {
        this.receiver = receiver;
        this.framer = new LineFramer(maxLine);
    }

    @Override
    public void accept(ByteBuf bytes) {
        if ((telnet != null && telnet.isCommand()) || framer.isBetween()) {
            accept(bytes.readUnsignedByte());
            return;
        }
        int special = bytes.forEachByte(PLAIN);
        int count = special < 0 ? bytes.readableBytes() : special - bytes.readerIndex();
        if (count == 0) {
            accept(bytes.readUnsignedByte());
        } else {
            hand(framer.accept(bytes, count));
        }
    }

    private void accept(int octet) {
        if (telnet == null && octet == Telnet.IAC) {
            telnet = new Telnet(refusal -> receiver.aside(Unpooled.wrappedBuffer(refusal)));
        }
        int data = telnet == null ? octet : telnet.accept(octet);
        if (data == Telnet.AFTER_DATA) {
            hand(framer.accept(Telnet.IAC));
            hand(framer.accept(octet));
        } else {
            hand(data == Telnet.NOTHING ? framer.skip() : framer.accept(data));
        }
    }

    /** What is there without its end counts as a line. */
    @Override
    public void end() {
        hand(framer.end());
    }

    @Override
    public boolean isOver() {
        return false;
    }

    private void hand(@Nullable Line line) {
        if (line != null) {
            receiver.line(line);
        }
    }
}
