package parley.bridge.chat.session;

/**
 * What a client sent, up to a line's end.
 *
 * @param text without its end; empty where it could not be read
 */
public record Line(Kind kind, String text) {
    public enum Kind {
        TEXT,
        TOO_LONG,
        BAD_ENCODING,
        /** So much without an end that the session is over. */
        FLOOD
    }

    public static final Line TOO_LONG = new Line(Kind.TOO_LONG, "");
    public static final Line BAD_ENCODING = new Line(Kind.BAD_ENCODING, "");
    public static final Line FLOOD = new Line(Kind.FLOOD, "");

    public static Line of(String text) {
        return new Line(Kind.TEXT, text);
    }
}
