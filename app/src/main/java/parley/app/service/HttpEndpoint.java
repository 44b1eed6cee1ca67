package parley.app.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import parley.app.http.HttpAnswer;
import parley.app.http.HttpServer;

/**
 * Tells machines how the process is: {@code /healthz} that it lives, {@code /readyz} whether it does what it is there
 * for, {@code /metrics} in numbers. Reads only; there is nothing to steer, and no secret.
 */
final class HttpEndpoint implements AutoCloseable {

    private final RunningParts parts;
    private final HttpServer server;
    private @Nullable PrometheusExporter exporter;

    private HttpEndpoint(InetSocketAddress address, RunningParts parts) throws IOException {
        this.parts = parts;
        this.server = HttpServer.start(address, this::answer);
    }

    /** Serves what is asked about {@code parts}, of which some may yet have to start. */
    static HttpEndpoint start(InetSocketAddress address, RunningParts parts) throws IOException {
        return new HttpEndpoint(address, parts);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpAnswer answer(String path) {
        return switch (path) {
            case "/healthz" -> HttpAnswer.line(200, "ok");
            case "/readyz" -> {
                String trouble = parts.trouble();
                yield trouble == null ? HttpAnswer.line(200, "ok") : HttpAnswer.line(503, trouble);
            }
            case "/metrics" -> metrics();
            default -> HttpAnswer.line(404, "there are /healthz, /readyz and /metrics");
        };
    }

    /** The registry is made when somebody first asks: most processes are quicker up without. */
    private HttpAnswer metrics() {
        PrometheusExporter present = exporter;
        if (present == null) {
            if (!parts.complete()) {
                return HttpAnswer.line(503, "starting");
            }
            present = new PrometheusExporter(parts.metrics());
            exporter = present;
        }
        return new HttpAnswer(200, present.contentType(), present.scrape());
    }
}
