package parley.client.codec;

import java.util.OptionalLong;

/** Is a line that a server sends, split as its first word says. */
public sealed interface ServerLine {
    /** The answer is complete. */
    record Ok(String text) implements ServerLine {}

    /** What was asked for is refused. */
    record Err(String code, String text) implements ServerLine {}

    /**
     * A message.
     *
     * @param time as on the wire; times sort as text
     * @param nick may be empty, as may the text
     */
    record Said(MessageKind kind, String time, String nick, String text) implements ServerLine {}

    /**
     * Messages that stood here are no longer kept.
     *
     * @param count empty where nobody knows how many, nor whether there were any
     */
    record Missed(OptionalLong count) implements ServerLine {}

    /** One of those online. */
    record User(String nick) implements ServerLine {}

    record Help(String text) implements ServerLine {}

    /** The server ends the session; nothing follows. */
    record Bye(String code, String text) implements ServerLine {}

    /** A line of which this client knows nothing; it is skipped. */
    record Unknown(String line) implements ServerLine {}

    /** Never fails: what does not have the form that its first word asks for is unknown. */
    static ServerLine parse(String line) {
        String word = before(line, " ");
        String rest = behind(line, " ");
        return switch (word) {
            case "OK" -> new Ok(rest);
            case "ERR" -> new Err(before(rest, " "), behind(rest, " "));
            case "BYE" -> new Bye(before(rest, " "), behind(rest, " "));
            case "LOBBY" -> said(MessageKind.LOBBY, rest, line);
            case "WHISPER" -> said(MessageKind.WHISPER, rest, line);
            case "NOTICE" -> said(MessageKind.NOTICE, rest, line);
            case "MISSED" -> new Missed(count(rest));
            case "USER" -> new User(rest);
            case "HELP" -> new Help(rest);
            default -> new Unknown(line);
        };
    }

    private static ServerLine said(MessageKind kind, String rest, String line) {
        String time = before(rest, " ");
        String said = behind(rest, " ");
        int colon = said.indexOf(": ");
        if (colon >= 0) {
            return new Said(kind, time, said.substring(0, colon), said.substring(colon + 2));
        }
        // An empty text, of which somebody on the way has dropped the space.
        return said.endsWith(":") ? new Said(kind, time, said.substring(0, said.length() - 1), "") : new Unknown(line);
    }

    private static OptionalLong count(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    private static String before(String text, String end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String behind(String text, String end) {
        int at = text.indexOf(end);
        return at < 0 ? "" : text.substring(at + end.length());
    }
}
