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

    /** One grapheme cluster; the JDK's own emoji table is reachable through it, for two pictographs join only around a ZWJ. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern FOREIGN_LINE_BREAK = Pattern.compile("\r\n|[\n\r\u000B\f\u0085\u2028\u2029]");

    private SafeText() {}

    /** Cleans what a client typed. A Unicode line or paragraph separator, which some programs break lines at, becomes a space. */
    public static String clean(String text) {
        int at = firstSuspect(text);
        return at == text.length() ? text : cleanFrom(text, at);
    }

    /** Cleans what did not come through a bridge: each line break becomes one space first. */
    public static String cleanForeign(String text) {
        return clean(firstSuspect(text) == text.length() ? text : FOREIGN_LINE_BREAK.matcher(text).replaceAll(" "));
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
        for (int at = start; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint >= TAG_FIRST && codePoint <= TAG_END) {
                int end = endOfTags(text, at);
                if (text.codePointBefore(end) == TAG_END && end - at > 2 && endsInEmoji(kept)) {
                    kept.append(text, at, end);
                }
                next = end;
            } else if (codePoint == ZWJ || codePoint == ZWNJ) {
                if (next < text.length() && joins(kept, text.codePointAt(next))) {
                    kept.appendCodePoint(codePoint);
                }
            } else {
                appendUnlessUnsafe(kept, codePoint);
            }
            at = next;
        }
        return kept.length() == text.length() && kept.indexOf(text) == 0 ? text : kept.toString();
    }

    private static void appendUnlessUnsafe(StringBuilder kept, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL -> {
                if (codePoint == '\t') {
                    kept.append('\t');
                }
            }
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> kept.append(' ');
            case Character.SURROGATE -> kept.appendCodePoint(REPLACEMENT);
            case Character.FORMAT -> {
                // Invisible, or a hint to the renderer; joiners and emoji tags were looked at before.
            }
            default -> {
                if (!isInvisible(codePoint)) {
                    kept.appendCodePoint(codePoint);
                }
            }
        }
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

    private static int endOfTags(String text, int from) {
        int at = from;
        while (at < text.length() && text.codePointAt(at) >= TAG_FIRST && text.codePointAt(at) <= TAG_END) {
            boolean last = text.codePointAt(at) == TAG_END;
            at += 2;
            if (last) {
                break;
            }
        }
        return at;
    }

    private static boolean joins(CharSequence before, int after) {
        int base = lastBase(before);
        if (base < 0) {
            return false;
        }
        boolean letters = Character.isLetter(Character.codePointAt(before, base)) && Character.isLetter(after);
        return letters || pictographsJoin(before.subSequence(base, before.length()).toString(), after);
    }

    private static boolean endsInEmoji(CharSequence text) {
        int base = lastBase(text);
        return base >= 0
                && pictographsJoin(text.subSequence(base, text.length()).toString(), Character.codePointAt(text, base));
    }

    /** Where the last character starts that is neither a combining mark nor a skin tone on an emoji; -1 where there is none. */
    private static int lastBase(CharSequence text) {
        for (int at = text.length(); at > 0; ) {
            int codePoint = Character.codePointBefore(text, at);
            at -= Character.charCount(codePoint);
            boolean extends_ = switch (Character.getType(codePoint)) {
                case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                default -> codePoint >= 0x1F3FB && codePoint <= 0x1F3FF && at > 0;
            };
            if (!extends_) {
                return at;
            }
        }
        return -1;
    }

    private static boolean pictographsJoin(String before, int after) {
        String joined =
                new StringBuilder(before).appendCodePoint(ZWJ).appendCodePoint(after).toString();
        return CLUSTER.matcher(joined).matches();
    }
}
