package parley.bridge.chat.name;

import com.ibm.icu.text.Normalizer2;
import parley.bridge.limits.Limits;
import parley.protocol.ErrorCode;
import parley.protocol.SafeText;

/** Checks nicknames by the rules for them, and tells which names look alike. Safe for all threads; the first use loads Unicode's tables. */
public final class Nicknames {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    /** No character of NFC is made of more code points. */
    private static final int MOST_IN_ONE = 4;

    private Nicknames() {}

    /** A nickname, or the code of the rule that the line breaks. The line may have white space around the name. */
    public static NicknameCheck check(String line) {
        NicknameCheck formed = form(line);
        return formed.refusal() == null && ReservedNames.include(formed.nickname())
                ? NicknameCheck.refused(ErrorCode.NICK_RESERVED)
                : formed;
    }

    /** The same, but reserved names will do. What is too long is refused before anything looks at what it is made of. */
    public static NicknameCheck form(String line) {
        String trimmed = trim(line);
        if (trimmed.isEmpty()) {
            return NicknameCheck.refused(ErrorCode.NICK_BLANK);
        }
        if (isLongerThan(trimmed, MOST_IN_ONE * Limits.NICK_CODE_POINTS)) {
            return NicknameCheck.refused(ErrorCode.NICK_INVALID);
        }
        String nick = NFC.normalize(trimmed);
        return isLongerThan(nick, Limits.NICK_CODE_POINTS) || !NicknameForm.isWellFormed(nick)
                ? NicknameCheck.refused(ErrorCode.NICK_INVALID)
                : NicknameCheck.passed(new Nickname(nick, skeleton(nick)));
    }

    private static boolean isLongerThan(String text, int codePoints) {
        return text.codePointCount(0, text.length()) > codePoints;
    }

    /** What all lookalikes of a name have in common; the name may be anybody's, and as long as it likes. */
    public static String skeleton(String name) {
        return Lookalikes.UNICODE.skeleton(name);
    }

    /** Whether two names differ in case at the most; they may be anybody's, and as long as they like. */
    public static boolean sameButForCase(String one, String other) {
        return Lookalikes.UNICODE.sameButForCase(one, other);
    }

    private static String trim(String line) {
        int start = 0;
        while (start < line.length() && SafeText.isWhite(line.charAt(start))) {
            start++;
        }
        return SafeText.stripTrailing(line.substring(start));
    }
}
