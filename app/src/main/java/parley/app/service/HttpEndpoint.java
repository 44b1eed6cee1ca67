package parley.app.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Tells machines how the process is: {@code /healthz} that it lives, {@code /readyz} whether it does what it is there
 * for, {@code /metrics} in numbers. Reads only; there is nothing to steer, and no secret.
 */
final class HttpEndpoint implements AutoCloseable {

    static {
        // Whoever is slower than this, in seconds, is not watching but holding a thread.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final RunningParts parts;
    private final HttpServer server;
    private final ExecutorService threads;
    private @Nullable PrometheusExporter exporter;

    private record Answer(int status, String type, String body) {
        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body + "\n");
        }
    }

    private HttpEndpoint(HttpServer server, RunningParts parts) {
        this.server = server;
        this.parts = parts;
        this.threads = Executors.newFixedThreadPool(4, work -> {
            var thread = new Thread(work, "http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Serves what is asked about {@code parts}, of which some may yet have to start. */
    static HttpEndpoint start(InetSocketAddress address, RunningParts parts) throws IOException {
        var endpoint = new HttpEndpoint(HttpServer.create(address, 0), parts);
        endpoint.server.start();
        return endpoint;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Answer answer = head || exchange.getRequestMethod().equals("GET")
                    ? answer(exchange.getRequestURI().getPath())
                    : Answer.text(405, "only GET and HEAD");
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/healthz" -> Answer.text(200, "ok");
            case "/readyz" -> {
                String trouble = parts.trouble();
                yield trouble == null ? Answer.text(200, "ok") : Answer.text(503, trouble);
            }
            case "/metrics" -> metrics();
            default -> Answer.text(404, "there are /healthz, /readyz and /metrics");
        };
    }

    /** The registry is made when somebody first asks: most processes are quicker up without. */
    private synchronized Answer metrics() {
        PrometheusExporter present = exporter;
        if (present == null) {
            if (!parts.complete()) {
                return Answer.text(503, "starting");
            }
            present = new PrometheusExporter(parts.metrics());
            exporter = present;
        }
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", present.scrape());
    }
}
