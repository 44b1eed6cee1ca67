package parley.bench.report;

import java.util.List;
import java.util.Locale;

/** Numbers as people read them, and the median of several. */
public final class Figure {
    private Figure() {}

    /** Three digits that count, with separators where it is large. */
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

    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
