package parley.bench.report;

import java.util.Locale;

/** Writes a number with three significant digits, and with separators where it is large. */
public final class ShortNumber {
    private ShortNumber() {}

    public static String of(double value) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : Math.abs(value) >= 1 ? "%.2f" : "%.3f", value);
    }
}
