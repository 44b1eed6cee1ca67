package parley.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Removes from a text what may not reach a terminal: every control character but TAB, and what is invisible, bidi controls among
 * it. Of combining marks, four on a base stay.
 *
 * <p>What makes up visible text stays: format characters that show, one joiner behind a letter, mark or digit or in an emoji, one
 * variation selector behind something that shows, and tag characters in a well-formed emoji tag sequence.
 *
 * <p>All functions are idempotent, take time that is linear in the text, and return the same string where nothing has to go.
 */
public final class SafeText {
    /** Combining marks on a base; more of them would be painted over the lines above and below. */
    private static final int MARKS_ON_A_BASE = 4;
    /** Tags behind an emoji, with their end; no emoji needs more, and nobody sees what they say. */
    private static final int TAGS = 32;

    private static final int REPLACEMENT = 0xFFFD;
    private static final int NOTHING = -1;

    private static final Pattern FOREIGN_LINE_BREAK = Pattern.compile("\r\n|[\n\r\u000B\f\u0085\u2028\u2029]");

    /** Eight bytes of an array at once. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    /** Added to a byte below 0x80, it sets the high bit where that is no control character. */
    private static final long TO_HIGH = 0x6060_6060_6060_6060L;

    private SafeText() {}

    /** Cleans what a client typed. A Unicode line or paragraph separator, which some programs break lines at, becomes a space. */
    public static String clean(String text) {
        int at = firstSuspect(text);
        return at == text.length() ? text : cleanFrom(text, at);
    }

    /** Cleans what did not come through a bridge: each line break becomes one space first. */
    public static String cleanForeign(String text) {
        int at = firstSuspect(text);
        if (at == text.length()) {
            return text;
        }
        return hasForeignLineBreak(text, at)
                ? clean(FOREIGN_LINE_BREAK.matcher(text).replaceAll(" "))
                : cleanFrom(text, at);
    }

    private static boolean hasForeignLineBreak(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> {
                    return true;
                }
                default -> {
                    // No more than one line yet.
                }
            }
        }
        return false;
    }

    /** Decodes bytes from Redis (each malformed sequence becomes U+FFFD) and cleans them as {@link #cleanForeign(String)} does. */
    public static String cleanForeign(byte[] utf8, int from, int to) {
        return isPrintable(utf8, from, to)
                ? new String(utf8, from, to - from, StandardCharsets.ISO_8859_1)
                : cleanForeign(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    /** Whether these bytes are printable ASCII and nothing else: then nothing has to go. */
    static boolean isPrintable(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            // The sums carry from byte to byte only where a byte is no ASCII, which the first of the tests finds
            // anyway.
            if (((eight | eight + ONES) & HIGH) != 0 || (eight + TO_HIGH & HIGH) != HIGH) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < ' ' || bytes[at] == 0x7F) {
                return false;
            }
        }
        return true;
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

    /**
     * Cleans what stands from there on. In time that is linear in the text, whatever it holds: what becomes of a character depends on
     * what was kept before it and at most on the one after it, but for tags, of which each is looked at twice.
     */
    static String cleanFrom(CharSequence text, int start) {
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, start);
        int shown = start > 0 ? text.charAt(start - 1) : ' '; // the last that was kept and shows by itself
        int behind = shown; // the last that was kept: that, or what belongs to it
        int marks = 0; // on the last base
        for (int at = start; at < text.length(); ) {
            int codePoint = Character.codePointAt(text, at);
            int next = at + Character.charCount(codePoint);
            if (CodePoints.isTag(codePoint)) {
                next = endOfTags(text, at);
                if (isWhole(text, at, next) && behindEmoji(shown, behind)) {
                    kept.append(text, at, next);
                    behind = CodePoints.TAG_END;
                }
            } else if (CodePoints.isVariationSelector(codePoint)) {
                if (behind == shown && !isWhite(shown)) {
                    kept.appendCodePoint(codePoint);
                    behind = codePoint;
                }
            } else if (CodePoints.isJoiner(codePoint)) {
                if (mayJoin(shown, behind) || joinsEmoji(shown, behind, text, next)) {
                    kept.appendCodePoint(codePoint);
                    behind = codePoint;
                }
            } else {
                int visible = visible(codePoint);
                boolean mark = visible != NOTHING && CodePoints.isMark(visible);
                if (visible != NOTHING && !(mark && marks == MARKS_ON_A_BASE)) {
                    kept.appendCodePoint(visible);
                    shown = visible;
                    behind = visible;
                    marks = mark ? marks + 1 : 0;
                }
            }
            at = next;
        }
        return text.length() == kept.length() && CharSequence.compare(text, kept) == 0
                ? text.toString()
                : kept.toString();
    }

    /** What is seen in the character's place, wherever it stands; joiners, selectors and tags are looked at before. */
    private static int visible(int codePoint) {
        if (CodePoints.isShownAsIs(codePoint)) {
            return codePoint;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\t' ? codePoint : NOTHING;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> REPLACEMENT;
            default -> NOTHING;
        };
    }

    /** Whether a joiner stands behind a letter, mark or digit. */
    private static boolean mayJoin(int shown, int behind) {
        return (behind == shown || CodePoints.isVariationSelector(behind)) && CodePoints.isOfWord(shown);
    }

    private static boolean joinsEmoji(int shown, int behind, CharSequence text, int next) {
        return next < text.length()
                && (behind == CodePoints.TAG_END || behindEmoji(shown, behind))
                && CodePoints.isEmoji(Character.codePointAt(text, next));
    }

    private static boolean behindEmoji(int shown, int behind) {
        return (behind == shown || CodePoints.isVariationSelector(behind)) && CodePoints.isEmoji(shown);
    }

    /** Behind the first end tag from here, or else behind the last tag. */
    private static int endOfTags(CharSequence text, int from) {
        int at = from;
        boolean ended = false;
        while (!ended && at < text.length() && CodePoints.isTag(Character.codePointAt(text, at))) {
            ended = Character.codePointAt(text, at) == CodePoints.TAG_END;
            at += 2;
        }
        return at;
    }

    private static boolean isWhole(CharSequence text, int from, int to) {
        int tags = (to - from) / 2;
        return tags > 1 && tags <= TAGS && Character.codePointBefore(text, to) == CodePoints.TAG_END;
    }
}
