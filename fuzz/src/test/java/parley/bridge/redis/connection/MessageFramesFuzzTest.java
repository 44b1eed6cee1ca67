package parley.bridge.redis.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/** Whatever Redis sends, in whatever pieces: what is taken as messages and what goes on are the bytes that came, in their order. */
class MessageFramesFuzzTest {
    private final StringBuilder came = new StringBuilder();

    @FuzzTest
    void frames(byte[] bytes) {
        came.setLength(0);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast(new MessageFrames((name, payload) -> {
            collect(channel);
            came.append("*3\r\n$7\r\nmessage\r\n");
            bulk(name.getBytes(UTF_8));
            bulk(payload);
        }));
        for (int from = 0, to; from < bytes.length; from = to) {
            to = Math.min(bytes.length, from + 1 + (bytes[from] & 0x1F));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
            collect(channel);
        }
        channel.finish();
        collect(channel);
        String whole = new String(bytes, ISO_8859_1);
        // A channel's name that is no UTF-8 is read with replacements, as Lettuce reads it.
        if (!came.toString().contains(new String("\uFFFD".getBytes(UTF_8), ISO_8859_1))) {
            assertThat(whole).startsWith(came.toString());
        }
    }

    private void bulk(byte[] value) {
        came.append('$').append(value.length).append("\r\n");
        came.append(new String(value, ISO_8859_1)).append("\r\n");
    }

    private void collect(EmbeddedChannel channel) {
        for (ByteBuf passed = channel.readInbound(); passed != null; passed = channel.readInbound()) {
            came.append(passed.toString(ISO_8859_1));
            passed.release();
        }
    }
}
