package parley.bridge.chat.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds what somebody logs in by.
 *
 * @param nickname as it was sent, to be checked: all of the line where no token follows
 * @param token what may be a secret, or null
 */
record LoginLine(String nickname, @Nullable String token) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    static LoginLine parse(String line) {
        String stripped = line.strip();
        int space = stripped.lastIndexOf(' ');
        String last = stripped.substring(space + 1);
        return space > 0 && TOKEN.matcher(last).matches()
                ? new LoginLine(stripped.substring(0, space), last)
                : new LoginLine(line, null);
    }
}
