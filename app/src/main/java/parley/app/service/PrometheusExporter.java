package parley.app.service;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parley.protocol.metric.Metric;
import parley.protocol.metric.Metric.Sample;

/** Writes metrics, and those of the JVM and of the process, as Prometheus reads them. What it asks it holds, as long as it is there itself. */
final class PrometheusExporter {

    private static final String PREFIX = "parley_";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    PrometheusExporter(List<Metric> metrics) {
        metrics.forEach(this::register);
        JvmMetrics.builder().register(registry);
    }

    private void register(Metric metric) {
        String name = PREFIX + metric.name();
        String[] labels = metric.labels().toArray(String[]::new);
        switch (metric.type()) {
            case COUNTER ->
                CounterWithCallback.builder()
                        .name(name)
                        .help(metric.help())
                        .labelNames(labels)
                        .callback(callback -> metric.samples()
                                .forEach(sample -> callback.call(sample.value().getAsDouble(), values(sample))))
                        .register(registry);
            case GAUGE ->
                GaugeWithCallback.builder()
                        .name(name)
                        .help(metric.help())
                        .labelNames(labels)
                        .callback(callback -> metric.samples()
                                .forEach(sample -> callback.call(sample.value().getAsDouble(), values(sample))))
                        .register(registry);
            case SUMMARY ->
                SummaryWithCallback.builder()
                        .name(name)
                        .help(metric.help())
                        .labelNames(labels)
                        .callback(callback -> metric.samples()
                                .forEach(sample -> callback.call(
                                        (long) sample.count().getAsDouble(),
                                        sample.value().getAsDouble(),
                                        Quantiles.EMPTY,
                                        values(sample))))
                        .register(registry);
            case INFO -> {
                Info info = Info.builder()
                        .name(name)
                        .help(metric.help())
                        .labelNames(labels)
                        .register(registry);
                metric.samples().forEach(sample -> info.setLabelValues(values(sample)));
            }
        }
    }

    private static String[] values(Sample sample) {
        return sample.values().toArray(String[]::new);
    }

    /** All of it as it stands now. */
    MetricSnapshots snapshots() {
        return registry.scrape();
    }

    /** The same in the text format, version 0.0.4. */
    String scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, snapshots());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The media type of what is scraped. */
    String contentType() {
        return writer.getContentType();
    }
}
