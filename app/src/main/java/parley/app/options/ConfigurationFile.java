package parley.app.options;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of properties as it was meant, whichever editor wrote it: UTF-8, or UTF-16 where a byte-order mark says so, lines
 * that end in any way, and blanks behind a value, which nobody sees.
 */
public final class ConfigurationFile {

    /**
     * Is what one line of it says, or several that are one, as a backslash at the end of one makes them.
     *
     * @param line its number, or that of the first of them, from 1 on
     * @param fault why it can't be read, the key and the value are empty then; else null
     */
    public record Entry(
            int line, String key, String value, @Nullable String fault) {}

    private static final char MARK = '\uFEFF';

    private ConfigurationFile() {}

    /** @throws CharacterCodingException where it is in another encoding */
    static Properties read(Path path) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text(Files.readAllBytes(path))));
        properties.replaceAll((key, value) -> ((String) value).strip());
        return properties;
    }

    /**
     * The same by their lines: also those that are given again, and those that can't be read.
     *
     * @throws CharacterCodingException where it is in another encoding
     */
    public static List<Entry> entries(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        int number = 0;
        int first = 1;
        for (String line : text(Files.readAllBytes(path)).split("\r\n|\r|\n", -1)) {
            number++;
            boolean begins = joined.isEmpty();
            if (begins) {
                first = number;
            }
            joined.append(line).append('\n');
            boolean isComment = begins && line.matches("[ \t\f]*([#!].*)?");
            if (isComment || !goesOn(line)) {
                entries.addAll(entries(first, joined.toString()));
                joined.setLength(0);
            }
        }
        entries.addAll(entries(first, joined.toString()));
        return entries;
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static List<Entry> entries(int line, String text) throws IOException {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException wrong) {
            return List.of(new Entry(line, "", "", String.valueOf(wrong.getMessage())));
        }
        return properties.stringPropertyNames().stream()
                .map(key -> new Entry(line, key, properties.getProperty(key).strip(), null))
                .toList();
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
