package parley.bridge.chat.name;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.bridge.limits.Limits;
import parley.protocol.Command;
import parley.protocol.ErrorCode;
import parley.protocol.RedisNames;
import parley.protocol.SafeText;
import parley.protocol.Verb;

/** Checks nicknames by the rules for them, and tells which names look alike. Safe for all threads; the first use loads Unicode's tables. */
public final class Nicknames {
    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();

    private static final Set<String> RESERVED = Stream.concat(
                    Arrays.stream(Verb.values()).map(Command::word),
                    Stream.of(RedisNames.CHAT, RedisNames.USERS, "administrator"))
            .map(Nicknames::skeleton)
            .collect(Collectors.toUnmodifiableSet());

    private static final String RESERVED_START = skeleton("parley");

    private Nicknames() {}

    /** A nickname, or the code of the rule that the line breaks. The line may have white space around the name. */
    public static NicknameCheck check(String line) {
        NicknameCheck formed = form(line);
        if (formed.refusal() != null) {
            return formed;
        }
        String skeleton = formed.nickname().skeleton();
        return RESERVED.contains(skeleton) || skeleton.startsWith(RESERVED_START)
                ? NicknameCheck.refused(ErrorCode.NICK_RESERVED)
                : formed;
    }

    /** The same, but reserved names will do. */
    public static NicknameCheck form(String line) {
        String nick = NFC.normalize(trim(line));
        if (nick.isEmpty()) {
            return NicknameCheck.refused(ErrorCode.NICK_BLANK);
        }
        if (nick.codePointCount(0, nick.length()) > Limits.NICK_CODE_POINTS || !isWellFormed(nick)) {
            return NicknameCheck.refused(ErrorCode.NICK_INVALID);
        }
        return NicknameCheck.passed(new Nickname(nick, skeleton(nick)));
    }

    /** What all lookalikes of a name have in common: the UTS #39 skeleton after NFKC and case folding. */
    public static String skeleton(String name) {
        return CONFUSABLES.getSkeleton(NFKC_CASEFOLD.normalize(name));
    }

    /** Whether two names differ in case at the most. */
    public static boolean sameButForCase(String one, String other) {
        return NFKC_CASEFOLD.normalize(one).equals(NFKC_CASEFOLD.normalize(other));
    }

    private static String trim(String line) {
        int start = 0;
        while (start < line.length() && SafeText.isWhite(line.charAt(start))) {
            start++;
        }
        return SafeText.stripTrailing(line.substring(start));
    }

    private static boolean isWellFormed(String nick) {
        boolean markMayFollow = false;
        for (int at = 0; at < nick.length(); ) {
            int codePoint = nick.codePointAt(at);
            at += Character.charCount(codePoint);
            if (!SafeText.clean(Character.toString(codePoint)).equals(Character.toString(codePoint))) {
                return false;
            }
            // Not by the JDK's tables, which lack the scripts that are younger than it.
            switch (UCharacter.getType(codePoint)) {
                case ECharacterCategory.UPPERCASE_LETTER,
                        ECharacterCategory.LOWERCASE_LETTER,
                        ECharacterCategory.TITLECASE_LETTER,
                        ECharacterCategory.MODIFIER_LETTER,
                        ECharacterCategory.OTHER_LETTER -> markMayFollow = true;
                case ECharacterCategory.NON_SPACING_MARK,
                        ECharacterCategory.COMBINING_SPACING_MARK,
                        ECharacterCategory.ENCLOSING_MARK -> {
                    if (!markMayFollow) {
                        return false;
                    }
                }
                case ECharacterCategory.DECIMAL_DIGIT_NUMBER -> markMayFollow = false;
                default -> {
                    if (codePoint != '_' && codePoint != '-') {
                        return false;
                    }
                    markMayFollow = false;
                }
            }
        }
        return true;
    }
}
