package parley.bridge.net.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import parley.bridge.net.admission.Departures;

class ProxyHeadersFuzzTest {
    /** Whom a header names, and what is behind it, is the same in whatever pieces it comes; what is none is passed on to nobody. */
    @FuzzTest
    void headers(byte[] bytes) {
        Seen whole = read(bytes, bytes.length);
        Seen split = read(bytes, 1 + (bytes.length == 0 ? 0 : bytes[bytes.length - 1] & 0x1F));
        assertThat(split).isEqualTo(whole);
        assertThat(whole.clients()).hasSizeLessThan(2);
        assertThat(whole.clients().isEmpty() && !whole.passed().isEmpty()).isFalse();
    }

    private record Seen(List<ProxiedClient> clients, List<Byte> passed) {}

    private static Seen read(byte[] bytes, int piece) {
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
        EmbeddedChannel channel = new EmbeddedChannel();
        new ProxyHeaders(new Departures()).read(channel, InetAddress.getLoopbackAddress(), seen.clients()::add);
        for (int start = 0; start < bytes.length && channel.isOpen(); start += piece) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes, start, Math.min(piece, bytes.length - start)));
        }
        for (ByteBuf passed = channel.readInbound(); passed != null; passed = channel.readInbound()) {
            while (passed.isReadable()) {
                seen.passed().add(passed.readByte());
            }
            passed.release();
        }
        channel.finishAndReleaseAll();
        return seen;
    }
}
