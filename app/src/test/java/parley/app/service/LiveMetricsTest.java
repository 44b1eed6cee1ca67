package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running bridge and archiver export goes on counting after a garbage collection. */
class LiveMetricsTest {
    /** What one session does; see {@link #GROWS}. */
    private static final String SESSION = "%s\npub hello\nto %<s psst\nnonsense\npull\ndownline\n";

    /** What that makes grow, by at least so much. */
    private static final Map<String, Integer> GROWS = Map.ofEntries(
            Map.entry("parley_connections_accepted_total", 1),
            Map.entry("parley_received_bytes_total", 40),
            Map.entry("parley_sent_bytes_total", 100),
            Map.entry("parley_errors_total{code=\"unknown-command\"}", 1),
            Map.entry("parley_lobby_messages_total", 1),
            Map.entry("parley_whispers_sent_total", 1),
            Map.entry("parley_whispers_received_total", 1),
            Map.entry("parley_redis_call_seconds_count{call=\"claim\"}", 1),
            Map.entry("parley_redis_call_seconds_count{call=\"publish\"}", 1),
            Map.entry("parley_redis_call_seconds_count{call=\"whisper\"}", 1),
            Map.entry("parley_loop_delay_seconds_count", 1),
            Map.entry("parley_stream_position", 1),
            Map.entry("parley_archiver_archived_total{via=\"bridge\"}", 1),
            Map.entry("parley_archiver_batches_total", 1),
            Map.entry("parley_archiver_position", 1),
            Map.entry("parley_archiver_messages", 1));

    private ExportingParts parts;
    private PrometheusExporter exporter;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        parts = ExportingParts.start(directory);
        exporter = ExportingParts.exporter(parts.bridge, parts.archiver);
    }

    @AfterEach
    void stop() {
        parts.close();
    }

    @Test
    void goesOnAfterAGarbageCollection() throws Exception {
        Map<String, Double> first = scraped();
        for (String nick : List.of("ann", "bob")) {
            Map<String, Double> before = scraped();
            parts.say(SESSION.formatted(nick));
            collectGarbage();
            await().untilAsserted(() -> assertGrown(before, scraped()));
        }
        assertThat(scraped().keySet()).containsAll(first.keySet());
        collectGarbage();
        Map<String, Double> settled = scraped();
        first.forEach((name, value) -> {
            if (!value.isNaN()) {
                assertThat(settled.get(name)).as(name).isNotNaN();
            }
            if (name.contains("_total") || name.contains("_count") || name.contains("_sum")) {
                assertThat(settled.get(name)).as(name).isGreaterThanOrEqualTo(value);
            }
        });
    }

    private static void assertGrown(Map<String, Double> before, Map<String, Double> after) {
        GROWS.forEach((name, least) ->
                assertThat(at(after, name) - at(before, name)).as(name).isGreaterThanOrEqualTo(least));
    }

    private static double at(Map<String, Double> samples, String name) {
        return Objects.requireNonNull(samples.get(name), name);
    }

    private Map<String, Double> scraped() {
        Map<String, Double> samples = new TreeMap<>();
        exporter.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" (?=\\S+$)"))
                .forEach(sample -> samples.put(sample[0], Double.parseDouble(sample[1])));
        return samples;
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
