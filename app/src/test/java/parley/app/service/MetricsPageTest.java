package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The page of metrics is what a bridge and an archiver export. On Linux, which has more to tell of a process. */
@EnabledOnOs(OS.LINUX)
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "protocol", "METRICS.md");
    private static final Path WRITTEN = Path.of("target", "METRICS.md");

    private static boolean hasSamples(PrometheusExporter exporter) {
        return exporter.snapshots().stream()
                .noneMatch(metric -> metric.getDataPoints().isEmpty());
    }

    @Test
    void listsWhatIsExported(@TempDir Path directory) throws Exception {
        try (ExportingParts parts = ExportingParts.start(directory)) {
            PrometheusExporter bridge = ExportingParts.exporter(parts.bridge);
            PrometheusExporter archiver = ExportingParts.exporter(parts.archiver);
            // Some of Java's have no sample before the first garbage collection.
            await().until(() -> {
                System.gc();
                return hasSamples(bridge) && hasSamples(archiver);
            });
            String text = new MetricsPage(bridge.snapshots(), archiver.snapshots()).text();
            Files.createDirectories(WRITTEN.getParent());
            Files.writeString(WRITTEN, text);
            assertThat(PAGE)
                    .as("the page of metrics; if what is exported is right, put app/%s in its place", WRITTEN)
                    .hasContent(text);
        }
    }
}
