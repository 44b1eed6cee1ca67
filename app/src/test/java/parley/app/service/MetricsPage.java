package parley.app.service;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import parley.app.Paragraph;

/** Writes the page that lists all metrics, from what processes export. */
final class MetricsPage {
    /** Labels with more values than that are shown without them. */
    private static final int SHOWN_VALUES = 7;

    private static final String HEAD = """
            # Metrics

            What `/metrics` exports, for Prometheus; `up` runs a bridge and an archiver in one process, and exports
            both. Each sample of Parley's own is there from the start, those of TLS where TLS is spoken. Counters begin
            with the process. What waits or is held has its budget beside it, so that an alert needs no number:
            `parley_whispers_held_bytes / parley_whispers_budget_bytes > 0.8`. The operator's `stats` has those of a
            bridge, without `parley_` and `_total`.

            This page is written by a test from what running processes export. When it differs, that test says where
            it has put the new one.
            """;

    private final Map<String, MetricSnapshot> bridge;
    private final Map<String, MetricSnapshot> archiver;

    MetricsPage(MetricSnapshots bridge, MetricSnapshots archiver) {
        this.bridge = byName(bridge);
        this.archiver = byName(archiver);
    }

    private static Map<String, MetricSnapshot> byName(MetricSnapshots snapshots) {
        Map<String, MetricSnapshot> byName = new TreeMap<>();
        snapshots.forEach(snapshot -> byName.put(name(snapshot), snapshot));
        return byName;
    }

    String text() {
        Predicate<String> parleys = name -> name.startsWith("parley_");
        StringBuilder page = new StringBuilder(wrapped(HEAD));
        section(page, "A bridge", bridge, parleys.and(name -> !archiver.containsKey(name)));
        section(page, "An archiver", archiver, parleys.and(name -> !bridge.containsKey(name)));
        section(page, "Every process", bridge, parleys.and(archiver::containsKey));
        section(page, "Every process: the system and Java", bridge, parleys.negate());
        return page.toString();
    }

    private static void section(
            StringBuilder page, String title, Map<String, MetricSnapshot> metrics, Predicate<String> shown) {
        page.append("\n## ").append(title).append("\n\n");
        metrics.forEach((name, metric) -> {
            if (shown.test(name)) {
                page.append(item(name, metric));
            }
        });
    }

    private static String item(String name, MetricSnapshot metric) {
        String help = metric.getMetadata().getHelp();
        return Paragraph.fill("- `" + name + "` (" + type(metric) + unit(name) + labels(metric) + "): " + help
                + (help.endsWith(".") ? "" : "."));
    }

    private static String name(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        return metric instanceof CounterSnapshot && !name.endsWith("_total")
                ? name + "_total"
                : metric instanceof InfoSnapshot && !name.endsWith("_info") ? name + "_info" : name;
    }

    private static String type(MetricSnapshot metric) {
        if (metric instanceof CounterSnapshot) {
            return "counter";
        }
        if (metric instanceof SummarySnapshot) {
            return "`_count` and `_sum`";
        }
        if (metric instanceof GaugeSnapshot || metric instanceof InfoSnapshot) {
            return "gauge";
        }
        throw new IllegalArgumentException("unknown: " + metric);
    }

    private static String unit(String name) {
        String plain = name.replaceAll("_total$", "");
        return plain.endsWith("_bytes") ? ", bytes" : plain.endsWith("_seconds") ? ", seconds" : "";
    }

    private static String labels(MetricSnapshot metric) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (DataPointSnapshot sample : metric.getDataPoints()) {
            for (Label label : sample.getLabels()) {
                values.computeIfAbsent(label.getName(), unknown -> new TreeSet<>())
                        .add(label.getValue());
            }
        }
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(label -> "`" + label.getKey() + "`" + shown(metric, label.getValue()))
                        .collect(Collectors.joining(", ", ", by ", ""));
    }

    /** Those of Java depend on how it is run, and what stays is another with each build. */
    private static String shown(MetricSnapshot metric, Set<String> values) {
        boolean fixed = name(metric).startsWith("parley_") && !(metric instanceof InfoSnapshot);
        return fixed && values.size() <= SHOWN_VALUES ? ": " + String.join(" ", values) : "";
    }

    private static String wrapped(String text) {
        List<String> blocks = new ArrayList<>();
        for (String block : text.strip().split("\n\n")) {
            blocks.add(Paragraph.fill(block.replace('\n', ' ')));
        }
        return String.join("\n", blocks);
    }
}
