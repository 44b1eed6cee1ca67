package parley.bridge;

import java.util.List;
import parley.protocol.metric.Metric;

/** Reads metrics as they are now. */
public final class MetricReadings {
    private MetricReadings() {}

    /**
     * The value of one.
     *
     * @param name with its labels, as {@code errors{code="usage"}}
     * @throws AssertionError where there is none of that name
     */
    public static double value(List<Metric> metrics, String name) {
        return metrics.stream()
                .flatMap(metric -> metric.readings().stream())
                .filter(reading -> reading.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name))
                .value();
    }
}
