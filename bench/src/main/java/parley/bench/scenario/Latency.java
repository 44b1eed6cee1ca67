package parley.bench.scenario;

import java.util.List;
import org.HdrHistogram.Histogram;
import parley.bench.report.Median;
import parley.bench.report.ShortNumber;

/** Computes percentiles of latency over several runs. */
final class Latency {
    private Latency() {}

    /** The median over the runs of this percentile, milliseconds; the histograms count microseconds. */
    static String milliseconds(List<Histogram> runs, double percentile) {
        return ShortNumber.of(median(runs, percentile));
    }

    static double median(List<Histogram> runs, double percentile) {
        return Median.of(runs.stream()
                .map(run -> run.getValueAtPercentile(percentile) / 1_000.0)
                .toList());
    }
}
