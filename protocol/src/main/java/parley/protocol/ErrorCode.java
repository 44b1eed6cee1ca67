package parley.protocol;

import java.util.Locale;

/** Why a line was refused. The code is for programs; the text is what people read when the refusal says nothing more exact. */
public enum ErrorCode {
    USAGE("That is not how this command is used."),
    UNKNOWN_COMMAND("There is no such command; try help."),
    NICK_BLANK("A nickname can't be blank."),
    NICK_INVALID("A nickname is 1 to 32 letters, digits, _ or -."),
    NICK_TAKEN("That nickname, or one that looks like it, is in use."),
    NICK_RESERVED("That nickname, or what it looks like, is reserved."),
    NO_SUCH_USER("Nobody of that name is online."),
    NOT_DELIVERED("They are listed as online but can't be reached."),
    LINE_TOO_LONG("That line is too long."),
    BAD_ENCODING("That line is not valid UTF-8, or holds a NUL or a CR without LF."),
    RATE_LIMITED("You are sending too fast; wait a little."),
    UNAVAILABLE("The chat can't reach its store just now; try again."),
    FULL("There is no room for another session."),
    BANNED("You are banned."),
    NO_SUCH_BAN("There is no such ban.");

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String text;

    ErrorCode(String text) {
        this.text = text;
    }

    /** As it stands on the wire, such as {@code no-such-user}. */
    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
