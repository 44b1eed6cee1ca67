package parley.bench.scenario;

import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.report.Figure;

/** Percentiles over several runs. */
final class Latency {
    private Latency() {}

    /** The median over the runs of this percentile, milliseconds; the histograms count microseconds. */
    static String milliseconds(List<Histogram> runs, double percentile) {
        return Figure.of(median(runs, percentile));
    }

    static double median(List<Histogram> runs, double percentile) {
        return Figure.median(runs.stream()
                .map(run -> run.getValueAtPercentile(percentile) / 1_000.0)
                .toList());
    }
}
