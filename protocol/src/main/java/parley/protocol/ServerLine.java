package parley.protocol;

import java.util.List;

/** The lines that the server sends, without their end. All text goes through here as it was cleaned before. */
public final class ServerLine {
    /** What says what a line is. */
    public static final List<String> FIRST_WORDS =
            List.of("OK", "ERR", "LOBBY", "WHISPER", "NOTICE", "USER", "HELP", "MISSED", "BYE");

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
