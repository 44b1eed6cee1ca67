package parley.bridge.net.transport;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Chooses for all connections of an event loop together how much room their next read is given, by what came before. What Netty would
 * keep for each connection, 112 bytes, is of use only while it is read from; and a loop reads from one at a time.
 */
@SuppressWarnings("deprecation") // Netty wants a handle in its place that is made here all the same.
final class LoopReadSize extends AdaptiveRecvByteBufAllocator {
    private final FastThreadLocal<Handle> ofLoop = new FastThreadLocal<>() {
        @Override
        protected Handle initialValue() {
            return LoopReadSize.super.newHandle();
        }
    };

    /**
     * @param first bytes for the first read, and the least
     * @param most bytes
     */
    LoopReadSize(int first, int most) {
        super(first, first, most);
        maxMessagesPerRead(1);
    }

    /** Called by a connection's loop, when it reads from it for the first time. */
    @Override
    public Handle newHandle() {
        return ofLoop.get();
    }
}
