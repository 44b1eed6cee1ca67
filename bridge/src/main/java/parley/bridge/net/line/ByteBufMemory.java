package parley.bridge.net.line;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import parley.bridge.chat.lobby.SegmentMemory;

/** Holds a segment of the lobby log in memory that connections write from without a copy. */
public final class ByteBufMemory implements SegmentMemory {
    private final ByteBuf buffer;

    private ByteBufMemory(ByteBuf buffer) {
        this.buffer = buffer;
    }

    public static Source source(ByteBufAllocator allocator) {
        return new Source() {
            @Override
            public SegmentMemory allocate(int bytes) {
                return new ByteBufMemory(allocator.directBuffer(bytes, bytes));
            }

            @Override
            public SegmentMemory allocateAnywhere(int bytes) {
                try {
                    return allocate(bytes);
                } catch (OutOfMemoryError noDirectMemory) {
                    return new ByteBufMemory(Unpooled.buffer(bytes, bytes));
                }
            }
        };
    }

    @Override
    public void put(int offset, byte[] line) {
        buffer.setBytes(offset, line);
    }

    @Override
    public boolean retain() {
        try {
            buffer.retain();
            return true;
        } catch (IllegalReferenceCountException freed) {
            return false;
        }
    }

    @Override
    public void release() {
        buffer.release();
    }

    @Override
    public boolean isFree() {
        return buffer.refCnt() == 0;
    }

    /** All of it, without a reference. */
    ByteBuf bytes() {
        return buffer;
    }

    /** A view that owns one reference taken by {@link #retain}: whoever releases it gives that back. */
    ByteBuf view(int offset, int length) {
        return buffer.slice(offset, length);
    }
}
