package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The lines that the server sends, without their end. All text goes through here as it was cleaned before. */
public final class ServerLine {
    /** What says what a line is. */
    public static final List<String> FIRST_WORDS =
            List.of("OK", "ERR", "LOBBY", "WHISPER", "NOTICE", "USER", "HELP", "MISSED", "BYE");

    private static final byte[] LOBBY = "LOBBY ".getBytes(UTF_8);
    private static final byte[] END = "\r\n".getBytes(UTF_8);

    private ServerLine() {}

    public static String ok(String text) {
        return text.isEmpty() ? "OK" : "OK " + text;
    }

    public static String error(ErrorCode code, String text) {
        return "ERR " + code.code() + " " + text;
    }

    public static String error(ErrorCode code) {
        return error(code, code.text());
    }

    public static String bye(ByeCode code, String text) {
        return "BYE " + code.code() + " " + text;
    }

    /** {@code LOBBY <time> <nick>: <text>}, or {@code NOTICE} where the administrator spoke. */
    public static String message(MessageKind kind, long micros, String sender, String text) {
        return kind.name() + " " + MessageTime.format(micros) + " " + Payload.spoken(sender, text);
    }

    /** The same with its end, encoded: a message that a bridge stored, by its payload. */
    public static byte[] message(long micros, byte[] payload) {
        if (Payload.isShownAsIs(payload) && micros >= 0 && micros <= StreamEntry.LAST_MICROS) {
            byte[] line = new byte[LOBBY.length + MessageTime.LENGTH + 1 + payload.length + END.length];
            System.arraycopy(LOBBY, 0, line, 0, LOBBY.length);
            int at = MessageTime.put(micros, line, LOBBY.length);
            line[at++] = ' ';
            System.arraycopy(payload, 0, line, at, payload.length);
            System.arraycopy(END, 0, line, at + payload.length, END.length);
            return line;
        }
        Payload read = Payload.ofBridge(payload);
        return encode(message(read.kind(), micros, read.sender(), read.text()));
    }

    /** The line with its end. */
    public static byte[] encode(String line) {
        return (line + "\r\n").getBytes(UTF_8);
    }

    public static String whisper(long micros, String sender, String text) {
        return "WHISPER " + MessageTime.format(micros) + " " + Payload.spoken(sender, text);
    }

    public static String user(String nick) {
        return "USER " + nick;
    }

    public static String help(String text) {
        return "HELP " + text;
    }

    public static String missed(long messages) {
        return "MISSED " + messages;
    }

    /** Where the number can't be known, nor whether there were any. */
    public static String missedUnknown() {
        return "MISSED ?";
    }
}
