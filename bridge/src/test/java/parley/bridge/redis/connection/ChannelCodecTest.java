package parley.bridge.redis.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Channels go out and come back as the same strings. */
class ChannelCodecTest {
    private final ChannelCodec codec = new ChannelCodec();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void whatIsConfirmedIsWhatWasAskedFor() {
        String asked = "grün".repeat(2);

        assertThat(codec.encodeKey(asked)).isEqualTo(bytes(asked));

        assertThat(codec.decodeKey(bytes(asked))).isSameAs(asked);
    }

    @Test
    void nothingIsKeptOfWhatHasComeBack() {
        String asked = "ann".repeat(2);
        codec.encodeKey(asked);
        codec.decodeKey(bytes(asked));

        assertThat(codec.decodeKey(bytes(asked))).isEqualTo(asked).isNotSameAs(asked);
    }

    @Test
    void whatNobodyAskedForComesAsItIs() {
        codec.encodeKey("ann");

        assertThat(codec.decodeKey(bytes("bob"))).isEqualTo("bob");
    }

    @Test
    void messagesAreTheirBytes() {
        byte[] message = {0, (byte) 0xFF, 'x'};

        assertThat(codec.encodeValue(message)).isEqualTo(ByteBuffer.wrap(message));
        assertThat(codec.decodeValue(ByteBuffer.wrap(message))).isEqualTo(message);
    }
}
