package parley.bridge.chat.session;

/**
 * What a client sent, up to a line's end.
 *
 * @param text without its end; empty where it could not be read
 */
public record Line(Form form, String text) {
    public enum Form {
        TEXT,
        TOO_LONG,
        BAD_ENCODING,
        /** So much without an end that the session is over. */
        FLOOD
    }

    public static final Line TOO_LONG = new Line(Form.TOO_LONG, "");
    public static final Line BAD_ENCODING = new Line(Form.BAD_ENCODING, "");
    public static final Line FLOOD = new Line(Form.FLOOD, "");

    public static Line of(String text) {
        return new Line(Form.TEXT, text);
    }
}
