package parley.bridge.net.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.bridge.MetricReadings;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Departures;

class ProxyHeadersTest {
    private static final String LINES = "ann\r\npub hi\r\n";
    private static final String SECURED = Headers.extension(
            0x20, "\u0001\0\0\0\0" + Headers.extension(0x21, "TLSv1.3") + Headers.extension(0x22, "ann"));

    private final ProxyHeaders headers = new ProxyHeaders(new Departures());
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    /** What is known of the channel that was begun last. */
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private EmbeddedChannel begin() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        channel.freezeTime();
        told.clear();
        headers.read(channel, peer(), client -> {
            told.add(client.address().getHostAddress() + (client.isBalancer() ? " balancer" : ""));
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    told.add("active");
                }
            });
        });
        return channel;
    }

    private static InetAddress peer() {
        try {
            return InetAddress.getByName("192.0.2.9");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(EmbeddedChannel channel, String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    }

    private static String passed(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
            all.append(bytes.toString(ISO_8859_1));
            bytes.release();
        }
        return all.toString();
    }

    private double refused(String fault) {
        return MetricReadings.value(headers.metrics(), "proxy_headers_refused{fault=\"" + fault + "\"}");
    }

    static Stream<Arguments> good() {
        String nothing = "\0".repeat(216);
        return Stream.of(
                Arguments.of(Headers.text("198.51.100.7"), "198.51.100.7"),
                Arguments.of(Headers.text("2001:db8:1:2::7"), "2001:db8:1:2:0:0:0:7"),
                Arguments.of(Headers.text("::ffff:198.51.100.7"), "198.51.100.7"),
                Arguments.of("PROXY UNKNOWN\r\n", "192.0.2.9 balancer"),
                Arguments.of("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "192.0.2.9 balancer"),
                Arguments.of(Headers.binary("198.51.100.7"), "198.51.100.7"),
                Arguments.of(Headers.binary("2001:db8:1:2::7"), "2001:db8:1:2:0:0:0:7"),
                Arguments.of(Headers.binary("::ffff:198.51.100.7"), "198.51.100.7"),
                Arguments.of(Headers.binary("198.51.100.7", SECURED), "198.51.100.7"),
                Arguments.of(
                        Headers.binary("198.51.100.7", Headers.extension(0xEA, "x".repeat(3_000))), "198.51.100.7"),
                Arguments.of(Headers.binary(Headers.LOCAL, Headers.UNSPECIFIED, ""), "192.0.2.9 balancer"),
                Arguments.of(Headers.binary(Headers.LOCAL, Headers.TCP4, "\u0001".repeat(12)), "192.0.2.9 balancer"),
                Arguments.of(Headers.binary(Headers.PROXY, Headers.UNSPECIFIED, ""), "192.0.2.9 balancer"),
                Arguments.of(Headers.binary(Headers.PROXY, Headers.UNSPECIFIED, "abc"), "192.0.2.9 balancer"),
                Arguments.of(Headers.binary(Headers.PROXY, Headers.UNIX, nothing), "192.0.2.9 balancer"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsAHeaderWhereverItIsSplit(String header, String client) {
        String all = header + LINES;
        for (int at = 0; at <= all.length(); at++) {
            EmbeddedChannel channel = begin();
            send(channel, all.substring(0, at));
            assertThat(told).as("after %s bytes", at).hasSize(at < header.length() ? 0 : 2);
            send(channel, all.substring(at));
            assertThat(told).as("split at %s", at).containsExactly(client, "active");
            assertThat(passed(channel)).isEqualTo(LINES);
        }
        EmbeddedChannel channel = begin();
        all.chars().forEach(octet -> send(channel, String.valueOf((char) octet)));
        assertThat(told).containsExactly(client, "active");
        assertThat(passed(channel)).isEqualTo(LINES);
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.pipeline().names())
                .as("what is left of the reading")
                .noneMatch(name -> name.startsWith("Header") || name.startsWith("HAProxy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "ann", "\r\nann", "\r\n\r\n\n", "PROXY\r\n", "proxy ", "\u0016\u0003", "GET / HTTP/1.1\r\n"
            })
    void closesWhatBeginsOtherwiseAtTheByteThatShowsIt(String bytes) {
        EmbeddedChannel channel = begin();
        send(channel, bytes);
        assertEnded(channel);
        assertThat(refused("missing")).isEqualTo(1);
    }

    static Stream<String> malformed() {
        String four = "\u0001".repeat(12);
        return Stream.of(
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 56324\r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 56324 70700\r\n",
                "PROXY TCP4 198.51.100.777 192.0.2.1 56324 7070\r\n",
                "PROXY TCP4 2001:db8::7 2001:db8::1 56324 7070\r\n",
                "PROXY TCP6 198.51.100.7 192.0.2.1 56324 7070\r\n",
                "PROXY TCP4 example.org 192.0.2.1 56324 7070\r\n",
                "PROXY UNIX a b 1 2\r\n",
                "PROXY TCP4 198.51.100.7 192.0.2.1 56324 7070\n" + "x".repeat(108),
                "PROXY " + "x".repeat(200),
                Headers.binary(Headers.PROXY, Headers.TCP4, "\u0001".repeat(11)),
                Headers.binary(Headers.PROXY, Headers.TCP6, four),
                Headers.binary(Headers.PROXY, Headers.UNIX, four),
                Headers.binary(Headers.PROXY, 0x55, four),
                Headers.binary(0x22, Headers.TCP4, four),
                Headers.binary(0x11, Headers.TCP4, four),
                Headers.binary("198.51.100.7", "\u00EA\u0010\0a"),
                Headers.binary("198.51.100.7", "x".repeat(Limits.PROXY_HEADER_BYTES)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void closesWhatIsNoHeaderAfterAll(String bytes) {
        EmbeddedChannel channel = begin();
        send(channel, bytes + LINES);
        assertEnded(channel);
        assertThat(refused("malformed")).isEqualTo(1);
    }

    private void assertEnded(EmbeddedChannel channel) {
        channel.runPendingTasks();
        assertThat(told).isEmpty();
        assertThat(passed(channel)).isEmpty();
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            assertThat(sent.isReadable()).as("a word").isFalse();
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PROXY TCP4 198.51.100.7", "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000C"})
    void waitsSomeSecondsForItAndNoLonger(String beginning) {
        EmbeddedChannel channel = begin();
        send(channel, beginning);
        channel.advanceTimeBy(Limits.PROXY_HEADER_TIME.toMillis() - 1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertEnded(channel);
        assertThat(refused("late")).isEqualTo(1);
    }

    @Test
    void hasNoDeadlineOnceItIsThere() {
        EmbeddedChannel channel = begin();
        send(channel, Headers.text("198.51.100.7"));
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 1"})
    void countsThoseWhoOnlyLookWhetherSomebodyListens(String beginning) {
        EmbeddedChannel half = begin();
        send(half, beginning);
        half.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertEnded(half);
        EmbeddedChannel whole = begin();
        send(whole, beginning);
        whole.close();
        assertEnded(whole);
        assertThat(refused("gone")).isEqualTo(2);
    }

    @Test
    void letsWhoeverEndsTheSendingSideBehindItBeServed() {
        EmbeddedChannel channel = begin();
        send(channel, Headers.text("198.51.100.7") + LINES);
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(passed(channel)).isEqualTo(LINES);
        assertThat(channel.isOpen()).isTrue();
        assertThat(refused("gone")).isZero();
    }

    @Test
    void endsThoseThatWaitWhenNobodyIsLetInAnyMore() {
        EmbeddedChannel waits = begin();
        send(waits, "PROXY ");
        EmbeddedChannel named = begin();
        send(named, Headers.text("198.51.100.7"));
        headers.stop();
        assertThat(waits.isOpen()).isFalse();
        assertThat(named.isOpen()).isTrue();
        assertThat(begin().isOpen()).isFalse();
    }
}
