package parley.protocol;

import java.util.Locale;

/** Why the server ends a session. */
public enum ByeCode {
    LOGIN_TIMEOUT("No nickname came in time."),
    KICKED("The operator ended your session."),
    BANNED("The operator banned you."),
    NICK_LOST("Your nickname was given to somebody else."),
    REPLACED("You came back on another connection."),
    SHUTDOWN("The server is going down; come back soon."),
    FLOOD("That was too much without a line end.");

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String text;

    ByeCode(String text) {
        this.text = text;
    }

    /** As it stands on the wire, such as {@code login-timeout}. */
    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
