package parley.app.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.CoreConstants;

/**
 * Makes text that may be a stranger's fit for one line of the log: what would end the line, move a terminal's cursor or turn letters
 * round is written as an escape of Java's and JSON's, and so is the backslash; so what was there can be told. Long text is cut.
 */
final class LoggedText {

    /** Characters of one message. */
    static final int LONGEST = 4_096;

    /** Causes of causes. */
    private static final int MOST_CAUSES = 20;

    private LoggedText() {}

    static void append(StringBuilder to, String text) {
        append(to, text, LONGEST, false);
    }

    /** The same between quotation marks, as JSON has it. */
    static void appendQuoted(StringBuilder to, String text, int longest) {
        to.append('"');
        append(to, text, longest, true);
        to.append('"');
    }

    private static void append(StringBuilder to, String text, int longest, boolean quoted) {
        int at = 0;
        while (at < text.length() && at < longest) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point == '\\' || (quoted && point == '"')) {
                to.append('\\').append((char) point);
            } else if (isShown(point)) {
                to.appendCodePoint(point);
            } else {
                appendEscape(to, point);
            }
        }
        if (at < text.length()) {
            to.append("\u2026 and ").append(text.length() - at).append(" characters more");
        }
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void appendEscape(StringBuilder to, int point) {
        switch (point) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                for (char unit : Character.toChars(point)) {
                    to.append("\\u");
                    String digits = Integer.toHexString(unit);
                    to.append("0000", 0, 4 - digits.length()).append(digits);
                }
            }
        }
    }

    /** As Java prints it, its messages escaped already. */
    static String stackTrace(IThrowableProxy thrown) {
        var trace = new StringBuilder();
        IThrowableProxy next = thrown;
        for (int causes = 0; next != null && causes < MOST_CAUSES; causes++) {
            trace.append(causes == 0 ? "" : "Caused by: ");
            append(trace, next.getClassName() + (next.getMessage() == null ? "" : ": " + next.getMessage()));
            trace.append('\n');
            StackTraceElementProxy[] frames = next.getStackTraceElementProxyArray();
            for (int at = 0; at < frames.length - next.getCommonFrames(); at++) {
                trace.append(CoreConstants.TAB).append(frames[at]).append('\n');
            }
            if (next.getCommonFrames() > 0) {
                trace.append("\t... ").append(next.getCommonFrames()).append(" more\n");
            }
            next = next.getCause();
        }
        return trace.toString();
    }
}
