package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.protocol.metric.Metric;

/** What is scraped before and after a garbage collection: the registry itself holds what it asks weakly. */
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

    @AfterEach
    void close() {
        exporter.close();
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
        collectGarbage();
        Map<String, Double> after = scraped("");
        assertThat(after.keySet()).containsAll(before.keySet());
        before.forEach((name, value) -> {
            if (!value.isNaN()) {
                assertThat(after.get(name)).as(name).isNotNaN();
            }
        });
        assertThat(after.get("process_uptime_seconds")).isGreaterThan(before.get("process_uptime_seconds"));
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
