package parley.app.options;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Reads a file of properties as it was meant, whichever editor wrote it: UTF-8, or UTF-16 where a byte-order mark says so, lines
 * that end in any way, and blanks behind a value, which nobody sees.
 */
final class ConfigurationFile {

    private static final char MARK = '\uFEFF';

    private ConfigurationFile() {}

    /** @throws CharacterCodingException where it is in another encoding */
    static Properties read(Path path) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text(Files.readAllBytes(path))));
        properties.replaceAll((key, value) -> ((String) value).strip());
        return properties;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text =
                encoding(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static Charset encoding(byte[] bytes) {
        if (bytes.length >= 2) {
            int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
            if (mark == 0xFEFF || mark == 0xFFFE) {
                return StandardCharsets.UTF_16;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
