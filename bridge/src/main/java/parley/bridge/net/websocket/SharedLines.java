package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** Holds encoded lines that other connections are sent too, and that are framed when this one can take them. */
final class SharedLines extends DefaultByteBufHolder {
    SharedLines(ByteBuf lines) {
        super(lines);
    }
}
