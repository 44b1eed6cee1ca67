package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Sends and takes lines as they are, one behind the other, for telnet and nc. The same for any number of connections. */
public final class PlainLines implements LineFormat {
    private static final byte[] NOTHING = {};

    private final int maxLine;

    /** @param maxLine bytes a client's line may hold, its end not counted */
    public PlainLines(int maxLine) {
        this.maxLine = maxLine;
    }

    public int maxLine() {
        return maxLine;
    }

    @Override
    public Reader reader(Receiver receiver) {
        return new LineDecoder(maxLine, receiver);
    }

    @Override
    public void line(ByteBuf to, String line) {
        ByteBufUtil.writeUtf8(to, line);
        to.writeByte('\r').writeByte('\n');
    }

    @Override
    public void lines(ByteBuf to, ByteBuf from, int offset, int length) {
        to.writeBytes(from, offset, length);
    }

    @Override
    public boolean isVerbatim() {
        return true;
    }

    @Override
    public Object shared(ByteBuf lines) {
        return lines;
    }

    /** The end of the connection says it. */
    @Override
    public byte[] end() {
        return NOTHING;
    }
}
