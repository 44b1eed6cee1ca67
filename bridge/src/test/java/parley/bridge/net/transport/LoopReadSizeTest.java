package parley.bridge.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How much room reads are given. */
@SuppressWarnings("deprecation") // As in what is tested.
class LoopReadSizeTest {
    private static final int FIRST = 1_024;
    private static final int MOST = 4_096;

    private final LoopReadSize size = new LoopReadSize(FIRST, MOST);
    private final ChannelConfig config = new EmbeddedChannel().config();

    /** A connection is read from once, and as many bytes come. */
    private int room(int came) {
        var handle = size.newHandle();
        handle.reset(config);
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        int room = buffer.writableBytes();
        buffer.release();
        handle.attemptedBytesRead(room);
        handle.lastBytesRead(Math.min(came, room));
        handle.incMessagesRead(1);
        assertThat(handle.continueReading()).as("reads on in the same turn").isFalse();
        handle.readComplete();
        return room;
    }

    @Test
    void whatComesToOneConnectionMakesRoomForTheNext() {
        assertThat(room(FIRST)).isEqualTo(FIRST);

        int room = FIRST;
        for (int reads = 0; room < MOST && reads < 10; reads++) {
            int next = room(MOST);
            assertThat(next).isGreaterThanOrEqualTo(room);
            room = next;
        }
        assertThat(room).isEqualTo(MOST);

        for (int reads = 0; room > FIRST && reads < 10; reads++) {
            room = room(1);
        }
        assertThat(room).isEqualTo(FIRST);
    }

    @Test
    void eachLoopHasItsOwn() {
        assertThat(size.newHandle())
                .isSameAs(size.newHandle())
                .isNotSameAs(CompletableFuture.supplyAsync(size::newHandle).join());
    }
}
