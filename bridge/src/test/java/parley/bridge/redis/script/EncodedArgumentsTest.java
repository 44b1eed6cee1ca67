package parley.bridge.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EncodedArgumentsTest {
    private final EncodedArguments encoded = new EncodedArguments();
    private final CommandArgs<String, String> usual = new CommandArgs<>(StringCodec.UTF8);

    private static String written(CommandArgs<String, String> arguments) {
        ByteBuf out = Unpooled.buffer();
        arguments.encode(out);
        return out.toString(UTF_8);
    }

    @Test
    void goOutAsLettuceWritesThem() {
        encoded.add("digest").add(12);
        usual.add("digest").add(12);
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "",
                                "\r\n",
                                "\u00fcber",
                                "\ud83d\ude00 and more",
                                "x".repeat(99_999),
                                "y".repeat(100_000)),
                        IntStream.range(0, 1_200).mapToObj("z"::repeat))
                .toList();
        arguments.forEach(argument -> {
            encoded.append(argument);
            usual.add(argument.getBytes(UTF_8));
        });

        assertThat(encoded.count()).isEqualTo(usual.count());
        assertThat(written(encoded)).isEqualTo(written(usual));
        assertThat(written(encoded)).as("a second time").isEqualTo(written(usual));
    }
}
