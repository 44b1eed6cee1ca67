package parley.client.codec;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import parley.client.error.ParleyException.InvalidArgument;

/**
 * Makes the lines that a client sends, without their ends. Whatever would be two lines, no line, or another command than is meant is an
 * {@link InvalidArgument}; what the server may judge is left to it.
 */
public final class ClientLine {
    public static final String PULL = "pull";
    public static final String USERS = "users";
    public static final String LIVE = "live";
    public static final String PING = "ping";
    public static final String MARK = "mark";
    public static final String TOKEN = "token";
    public static final String DOWNLINE = "downline";

    /** Bytes without an end of which a server takes a line to be one; with more it ends the session. */
    private static final int MAX_LINE = 65_535;

    private static final int MAX_HISTORY = 1_000;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

    private ClientLine() {}

    /** The first line of a session. */
    public static String nickname(String nick) {
        return sendable(name(nick));
    }

    /** The first line of a session that takes the name over. */
    public static String nickname(String nick, String token) {
        return sendable(name(nick) + " " + name(token));
    }

    public static String pub(String text) {
        return sendable("pub " + text(text));
    }

    public static String once(String key, String text) {
        if (!KEY.matcher(key).matches()) {
            throw new InvalidArgument("a key is 1 to 64 of A-Z a-z 0-9 . _ -, not: " + key);
        }
        return sendable("once " + key + " " + text(text));
    }

    public static String to(String nick, String text) {
        return sendable("to " + name(nick) + " " + text(text));
    }

    public static String history(int count) {
        if (count < 1 || count > MAX_HISTORY) {
            throw new InvalidArgument("history has 1 to " + MAX_HISTORY + " messages, not " + count);
        }
        return "history " + count;
    }

    /** @param time as a server gives it, such as {@code 2026-11-23T10:01:02.345678Z} */
    public static String since(String time) {
        if (!TIME.matcher(time).matches()) {
            throw new InvalidArgument("a position is a time as the server gives it, not: " + time);
        }
        return "since " + time;
    }

    public static String search(String words) {
        return sendable("search " + text(words));
    }

    /** A nickname, or what stands in the place of one: a word, or else the words behind it would mean something else. */
    private static String name(String nick) {
        boolean isName = nick.codePoints().anyMatch(Characters::isSeen)
                && nick.codePoints().allMatch(each -> Characters.isSeen(each) || Characters.isJoiner(each));
        if (!isName) {
            throw new InvalidArgument("a name is one word of characters that show, not: \"" + nick + "\"");
        }
        return nick;
    }

    private static String text(String text) {
        if (text.codePoints().noneMatch(Characters::isSeen)) {
            throw new InvalidArgument("a message needs a text");
        }
        return text;
    }

    private static String sendable(String line) {
        if (line.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new InvalidArgument("a message is one line, without CR, LF and NUL");
        }
        try {
            int bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(line))
                    .remaining();
            if (bytes > MAX_LINE) {
                throw new InvalidArgument("a line of " + bytes + " bytes would end the session");
            }
            return line;
        } catch (CharacterCodingException unpaired) {
            throw new InvalidArgument("half of a surrogate pair is no text");
        }
    }
}
