package parley.bridge.net.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.bridge.MetricReadings;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Departures;

class ProbeFilterTest {
    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

    private final Probes probes = new Probes(new Departures());
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void freeze() {
        channel.freezeTime();
        channel.pipeline().addLast(ProbeFilter.forLines(probes, 80));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private String passed() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
            all.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return all.toString();
    }

    private long count(String kind) {
        return (long) MetricReadings.value(probes.metrics(), "probes{protocol=\"" + kind + "\"}");
    }

    @Test
    void letsNothingOfAProbeThrough() {
        send("POST / HT");
        send("TP/1.1\r\nHost: x\r\n\r\nann\npub hi\n");
        assertThat(passed()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(count("http")).isEqualTo(1);
    }

    @Test
    void letsNothingOfAProbeThroughByteByByte() {
        for (char octet : (SIGNATURE + "!\u0011\0\0").toCharArray()) {
            if (channel.isOpen()) {
                send(String.valueOf(octet));
            }
        }
        assertThat(passed()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(count("proxy")).isEqualTo(1);
    }

    /** As TLS does, which hands on all that it had read. */
    @Test
    void dropsWhatStillComesBehindAProbe() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                // It lingers.
            }
        });
        send(SIGNATURE);
        ByteBuf more = Unpooled.copiedBuffer("ann\npub hi\n", StandardCharsets.US_ASCII);
        channel.pipeline().fireChannelRead(more);
        assertThat(more.refCnt()).isZero();
        assertThat(passed()).isEmpty();
        assertThat(count("proxy")).isEqualTo(1);
    }

    @Test
    void letsLinesThroughAsSoonAsTheyAreKnownAndThenGetsOutOfTheWay() {
        send("a");
        send("nn");
        assertThat(passed()).isEmpty();
        send("\r\npub a");
        assertThat(passed()).isEqualTo("ann\r\npub a");
        assertThat(channel.pipeline().get(ProbeFilter.class)).isNull();
        send("POST / HTTP/1.1\r\n");
        assertThat(passed()).isEqualTo("POST / HTTP/1.1\r\n");
    }

    @Test
    void holdsBlankLinesAMomentOnlyAndKnowsTheProbeStill() {
        send("\r\n\r\n");
        channel.advanceTimeBy(Limits.PROBE_TIME.toMillis() - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(passed()).isEmpty();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(passed()).isEqualTo("\r\n\r\n");
        send("\0\r\nQUI");
        assertThat(passed()).isEqualTo("\0\r\nQUI");
        send("T\n");
        assertThat(passed()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void letsThroughWhatWillNotGoOn() {
        send("ann");
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(passed()).isEqualTo("ann");
    }

    @Test
    void keepsNothingOfAConnectionThatIsGone() {
        send("GET /");
        channel.close();
        assertThat(passed()).isEmpty();
        assertThat(count("http")).isZero();
    }
}
