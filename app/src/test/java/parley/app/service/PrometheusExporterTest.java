package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.protocol.metric.Metric;

/** What is scraped is what the metrics say, also after a garbage collection. */
class PrometheusExporterTest {

    private final AtomicLong messages = new AtomicLong(7);
    private final AtomicLong sessions = new AtomicLong(3);
    private final PrometheusExporter exporter = new PrometheusExporter(metrics());

    /** Nothing but the exporter holds these. */
    private List<Metric> metrics() {
        return List.of(
                Metric.counter("messages", "Messages so far", messages::get),
                Metric.counter("bytes_sent", "Bytes so far", new Reading(messages)::taken),
                Metric.gauge("sessions_open", "Sessions at present", new Reading(sessions)::taken));
    }

    private record Reading(AtomicLong of) {
        double taken() {
            return of.get();
        }
    }

    @Test
    void countsOnAfterAGarbageCollection() {
        assertThat(scraped("parley_"))
                .containsEntry("parley_messages_total", 7.0)
                .containsEntry("parley_bytes_sent_total", 7.0)
                .containsEntry("parley_sessions_open", 3.0);
        collectGarbage();
        messages.set(8);
        sessions.set(2);
        assertThat(scraped("parley_"))
                .containsEntry("parley_messages_total", 8.0)
                .containsEntry("parley_bytes_sent_total", 8.0)
                .containsEntry("parley_sessions_open", 2.0);
        collectGarbage();
        messages.set(9);
        assertThat(scraped("parley_")).containsEntry("parley_messages_total", 9.0);
    }

    @Test
    void losesNoMetricOfTheJvmByAGarbageCollection() {
        Map<String, Double> before = scraped("");
        assertThat(before)
                .containsKeys(
                        "process_resident_memory_bytes",
                        "process_open_fds",
                        "process_cpu_seconds_total",
                        "process_start_time_seconds");
        collectGarbage();
        Map<String, Double> after = scraped("");
        assertThat(after.keySet()).containsAll(before.keySet());
        assertThat(collections(after)).isGreaterThan(collections(before));
    }

    private static double collections(Map<String, Double> scraped) {
        return scraped.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("jvm_gc_collection_seconds_count"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void writesEachTypeAsPrometheusReadsIt() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", "1.2");
        facts.put("commit", "abc");
        String text = new PrometheusExporter(List.of(
                        new Metric(
                                "errors",
                                "Lines refused",
                                Metric.Type.COUNTER,
                                List.of("code"),
                                List.of(
                                        new Metric.Sample(List.of("full"), () -> 2, () -> 0),
                                        new Metric.Sample(List.of("usage"), () -> 0, () -> 0))),
                        new Metric(
                                "call_seconds",
                                "Calls",
                                Metric.Type.SUMMARY,
                                List.of(),
                                List.of(new Metric.Sample(List.of(), () -> 0.25, () -> 3))),
                        Metric.info("build", "What runs", facts)))
                .scrape();

        assertThat(text).contains("""
                        # HELP parley_errors_total Lines refused
                        # TYPE parley_errors_total counter
                        parley_errors_total{code="full"} 2.0
                        parley_errors_total{code="usage"} 0.0
                        """, """
                        # HELP parley_call_seconds Calls
                        # TYPE parley_call_seconds summary
                        parley_call_seconds_count 3
                        parley_call_seconds_sum 0.25
                        """, """
                        # HELP parley_build_info What runs
                        # TYPE parley_build_info gauge
                        parley_build_info{commit="abc",version="1.2"} 1
                        """);
    }

    private Map<String, Double> scraped(String prefix) {
        return exporter.scrape()
                .lines()
                .filter(line -> !line.startsWith("#") && line.startsWith(prefix))
                .map(line -> line.split(" (?=\\S+$)"))
                .collect(Collectors.toMap(line -> line[0], line -> Double.parseDouble(line[1])));
    }

    /** Returns when what nobody holds is gone. */
    private static void collectGarbage() {
        WeakReference<Object> sentinel = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return sentinel.refersTo(null);
        });
    }
}
