package parley.conformance.report;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import parley.conformance.suite.Failure;
import parley.conformance.suite.Result;
import parley.conformance.suite.Result.Outcome;

/** Prints a line a case, below what failed what was expected and what came instead, and at the end how many there were. */
public final class LineReport {
    private static final int NAME_WIDTH = 34;

    private final PrintWriter out;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    public LineReport(PrintWriter out) {
        this.out = out;
    }

    public void add(Result result) {
        counts.merge(result.outcome(), 1, Integer::sum);
        String reason = result.reason().isEmpty() ? "" : ": " + oneLine(result.reason());
        out.println(padded(result.outcome().word(), 5)
                + padded(result.tried().name(), NAME_WIDTH)
                + result.tried().paragraph()
                + reason);
        if (result.outcome() == Outcome.FAIL) {
            explain(Objects.requireNonNull(result.failure()));
        }
        out.flush();
    }

    private void explain(Failure failure) {
        out.println("     expected: " + oneLine(failure.expected()));
        out.println("     got:      " + oneLine(failure.got()));
        failure.conversation().lines().forEach(line -> out.println("     | " + oneLine(line)));
    }

    /**
     * Prints the counts and returns whether nothing failed.
     *
     * @param note stands behind them; may be empty
     */
    public boolean end(String note) {
        out.println(count(Outcome.OK) + " ok, " + count(Outcome.FAIL) + " failed, " + count(Outcome.SKIP) + " skipped"
                + (note.isEmpty() ? "" : "; " + note));
        out.flush();
        return count(Outcome.FAIL) == 0;
    }

    private int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** What others sent may hold anything; a terminal is to show it, not to obey it. */
    static String oneLine(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(each -> {
            boolean hidden = switch (Character.getType(each)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> true;
                default -> false;
            };
            if (hidden) {
                shown.append(
                        each < 0x100
                                ? String.format(Locale.ROOT, "\\x%02x", each)
                                : String.format(Locale.ROOT, "\\u{%x}", each));
            } else {
                shown.appendCodePoint(each);
            }
        });
        return shown.toString();
    }
}
