package parley.bridge.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Holds arguments of a command, the last of them as they go out, one behind the other in one piece of memory: a script that stores
 * many messages has many, and an object and an encoding each is most of what sending them costs.
 *
 * <p>What is added by Lettuce's own methods goes before them, and is all that is shown of them where the command is logged.
 */
final class EncodedArguments extends CommandArgs<String, String> {
    /** What an argument has beside its bytes: a dollar, its length, and twice the end of a line. */
    private static final int MOST_BESIDE = 1 + 10 + 2 + 2;

    private byte[] encoded = new byte[512];
    private int length;
    private int count;

    EncodedArguments() {
        super(StringCodec.UTF8);
    }

    /** Adds one behind all others. */
    void append(String argument) {
        byte[] bytes = argument.getBytes(UTF_8);
        int needed = length + bytes.length + MOST_BESIDE;
        if (needed > encoded.length) {
            encoded = Arrays.copyOf(encoded, Math.max(needed, 2 * encoded.length));
        }
        encoded[length++] = '$';
        length(bytes.length);
        end();
        System.arraycopy(bytes, 0, encoded, length, bytes.length);
        length += bytes.length;
        end();
        count++;
    }

    private void length(int value) {
        int digits = 1;
        for (int rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        length += digits;
        int rest = value;
        for (int at = length - 1; digits > 0; digits--, at--) {
            encoded[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void end() {
        encoded[length++] = '\r';
        encoded[length++] = '\n';
    }

    @Override
    public int count() {
        return super.count() + count;
    }

    @Override
    public void encode(ByteBuf out) {
        super.encode(out);
        out.writeBytes(encoded, 0, length);
    }
}
