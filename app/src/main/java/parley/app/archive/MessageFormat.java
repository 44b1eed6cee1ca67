package parley.app.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import parley.app.json.JsonLine;
import parley.archiver.store.ArchivedMessage;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Writes archived messages, one after the other. */
enum MessageFormat {
    /** A line for people. */
    TEXT("", "\n") {
        @Override
        String message(ArchivedMessage message) {
            return message.id() + " " + message.sender() + ": " + message.text();
        }
    },
    /** An object on a line, its keys the columns. */
    JSON("", "\n") {
        @Override
        String message(ArchivedMessage message) {
            return new JsonLine()
                    .add("id", message.id())
                    .add("kind", message.kind().word())
                    .add("sender", message.sender())
                    .add("text", message.text())
                    .add("via", message.via().word())
                    .toString();
        }
    },
    /** A record of RFC 4180; exactly what was said, so a spreadsheet has to be told that it is text. */
    CSV("id,kind,sender,text,via\r\n", "\r\n") {
        @Override
        String message(ArchivedMessage message) {
            return String.join(
                    ",",
                    message.id(),
                    message.kind().word(),
                    field(message.sender()),
                    field(message.text()),
                    message.via().word());
        }
    };

    private final String head;
    private final String end;

    MessageFormat(String head, String end) {
        this.head = head;
        this.end = end;
    }

    /** What stands before the first message. */
    String head() {
        return head;
    }

    /** The message with its end. */
    String line(ArchivedMessage message) {
        return message(message) + end;
    }

    abstract String message(ArchivedMessage message);

    /** Quoted also where white space is at an end of it, which some programs would drop. */
    private static String field(String text) {
        boolean plain = text.chars().noneMatch(unit -> unit == ',' || unit == '"' || unit == '\r' || unit == '\n')
                && text.strip().equals(text);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    static final class Converter implements ITypeConverter<MessageFormat> {
        @Override
        public MessageFormat convert(String value) {
            for (MessageFormat format : values()) {
                if (format.name().equalsIgnoreCase(value.strip())) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + value + "' is none of "
                    + Arrays.stream(values())
                            .map(format -> format.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
    }
}
