package parley.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What may reach a terminal: no control character but TAB, no bidi control, nothing invisible.
 *
 * <p>Joiners stay between letters or emoji, variation selectors anywhere, tag characters in a well-formed emoji tag sequence.
 * Both functions are idempotent, and return the same string where nothing has to go.
 */
public final class SafeText {
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;
    private static final int TAG_FIRST = 0xE0020;
    private static final int TAG_END = 0xE007F;
    private static final int REPLACEMENT = 0xFFFD;
    private static final int NOTHING = -1;

    /** The JDK's own emoji table, reachable through its grapheme clusters: only pictographs join a heart across a ZWJ. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final String JOINED_HEART = "\u200D\u2764";

    private static final Pattern FOREIGN_LINE_BREAK = Pattern.compile("\r\n|[\n\r\u000B\f\u0085\u2028\u2029]");

    private SafeText() {}

    /** Cleans what a client typed. A Unicode line or paragraph separator, which some programs break lines at, becomes a space. */
    public static String clean(String text) {
        int at = firstSuspect(text);
        return at == text.length() ? text : cleanFrom(text, at);
    }

    /** Cleans what did not come through a bridge: each line break becomes one space first. */
    public static String cleanForeign(String text) {
        return clean(
                firstSuspect(text) == text.length()
                        ? text
                        : FOREIGN_LINE_BREAK.matcher(text).replaceAll(" "));
    }

    /** Decodes bytes from Redis (each malformed sequence becomes U+FFFD) and cleans them as {@link #cleanForeign(String)} does. */
    public static String cleanForeign(byte[] utf8, int from, int to) {
        return cleanForeign(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    /** The text without white space, in Unicode's sense, at its end. */
    public static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isWhite(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /** White space in Unicode's sense, with and without break, and the controls that Java counts to it. */
    public static boolean isWhite(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }

    private static int firstSuspect(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < 0x7F) {
            at++;
        }
        return at;
    }

    private static String cleanFrom(String text, int start) {
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, start);
        int base = start > 0 ? text.charAt(start - 1) : ' '; // the last kept character that is no mark
        for (int at = start; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (isTag(codePoint)) {
                next = endOfTags(text, at);
                boolean whole = next - at > 2 && text.codePointBefore(next) == TAG_END;
                if (whole && isEmoji(base)) {
                    kept.append(text, at, next);
                    base = TAG_END;
                }
            } else if (codePoint == ZWJ || codePoint == ZWNJ) {
                if (joins(base, text, next)) {
                    kept.appendCodePoint(codePoint);
                }
            } else {
                int shown = shown(codePoint);
                if (shown != NOTHING) {
                    kept.appendCodePoint(shown);
                    base = isMark(shown) ? base : shown;
                }
            }
            at = next;
        }
        return text.contentEquals(kept) ? text : kept.toString();
    }

    /** What is shown in the character's place, wherever it stands; joiners and tags are looked at before. */
    private static int shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\t' ? codePoint : NOTHING;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> REPLACEMENT;
            case Character.FORMAT -> NOTHING;
            default -> isInvisible(codePoint) ? NOTHING : codePoint;
        };
    }

    /** Noncharacters, fillers, and the format characters that are younger than the JDK's tables (Unicode 14 and 15). */
    private static boolean isInvisible(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x3164
                || codePoint == 0xFFA0
                || codePoint == 0x034F
                || codePoint == 0x0890
                || codePoint == 0x0891
                || (codePoint >= 0x13430 && codePoint <= 0x1343F);
    }

    /** Whether a joiner between {@code base} (and marks on it) and what stands at {@code at} is between letters or emoji. */
    private static boolean joins(int base, String text, int at) {
        int next = at;
        if (Character.isLetter(base)) {
            // Bengali and Sinhala write a joiner before the virama.
            while (next < text.length() && isMark(text.codePointAt(next))) {
                next += Character.charCount(text.codePointAt(next));
            }
            return next < text.length()
                    && Character.isLetter(text.codePointAt(next))
                    && !isInvisible(text.codePointAt(next));
        }
        return next < text.length() && (base == TAG_END || isEmoji(base)) && isEmoji(text.codePointAt(next));
    }

    private static boolean isTag(int codePoint) {
        return codePoint >= TAG_FIRST && codePoint <= TAG_END;
    }

    /** Behind the first end tag from here, or else behind the last tag. */
    private static int endOfTags(String text, int from) {
        int at = from;
        boolean ended = false;
        while (!ended && at < text.length() && isTag(text.codePointAt(at))) {
            ended = text.codePointAt(at) == TAG_END;
            at += 2;
        }
        return at;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isEmoji(int codePoint) {
        boolean regional = codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
        boolean skinTone = codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
        return regional
                || skinTone
                || CLUSTER.matcher(Character.toString(codePoint) + JOINED_HEART).matches();
    }
}
