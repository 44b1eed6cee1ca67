package parley.app.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import parley.protocol.Metric;

/** Writes metrics, and those of the JVM, as Prometheus reads them. */
final class PrometheusExporter implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    PrometheusExporter(List<Metric> metrics) {
        metrics.forEach(this::register);
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
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
                        .strongReference(true)
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
