package parley.bridge.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Answers a ping, once the connection can take it. Where another comes first, it is answered in place of this one, as it may be. */
final class Pong {
    private final byte[] payload;

    /** @param payload the ping's */
    Pong(byte[] payload) {
        this.payload = payload;
    }

    ByteBuf frame(ByteBufAllocator allocator) {
        ByteBuf frame = allocator.ioBuffer(Frames.HEADER_BYTES + payload.length);
        Frames.header(frame, Frames.PONG, payload.length);
        return frame.writeBytes(payload);
    }
}
