package parley.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to places along a logarithmic axis of a plot. */
final class Axis {
    private static final int[] STEPS = {1, 2, 5};

    private final double low;
    private final double high;
    private final double from;
    private final double to;

    /** Shows at least the values from {@code low} to {@code high}. */
    Axis(double low, double high, double from, double to) {
        this.low = low / 1.2;
        this.high = high * 1.2;
        this.from = from;
        this.to = to;
    }

    double at(double value) {
        return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }

    /** Round values that it shows: powers of ten, and some between where these are few. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        boolean wide = high / low > 1_000;
        for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
            for (int step : STEPS) {
                double tick = power * step;
                if (tick >= low && tick <= high && (step == 1 || !wide)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
