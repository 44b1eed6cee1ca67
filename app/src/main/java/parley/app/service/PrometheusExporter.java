package parley.app.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import parley.protocol.metric.Metric;

/**
 * Writes metrics, and those of the JVM, as Prometheus reads them. Micrometer's registry refers weakly to what it asks,
 * and repeats the last answer for ever once that is collected; so all of it is held here, as long as this is.
 */
final class PrometheusExporter implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Metric> metrics;
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final List<MeterBinder> jvm = List.of(
            garbage,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());

    PrometheusExporter(List<Metric> metrics) {
        this.metrics = List.copyOf(metrics);
        this.metrics.forEach(this::register);
        jvm.forEach(binder -> binder.bindTo(registry));
    }

    private void register(Metric metric) {
        String name = "parley." + metric.name().replace('_', '.');
        switch (metric.type()) {
            case COUNTER ->
                FunctionCounter.builder(name, metric, it -> it.value().getAsDouble())
                        .description(metric.help())
                        .register(registry);
            case GAUGE ->
                Gauge.builder(name, metric, it -> it.value().getAsDouble())
                        .description(metric.help())
                        .register(registry);
        }
    }

    /** In the text format, version 0.0.4. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
