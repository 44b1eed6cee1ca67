package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.protocol.metric.Metric;

class HttpEndpointTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningParts parts = new RunningParts();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = HttpEndpoint.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), parts);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void livesBeforeItIsReady() throws Exception {
        assertAnswer("/healthz", 200, "ok\n");
        assertAnswer("/readyz", 503, "starting\n");
        assertAnswer("/metrics", 503, "starting\n");
    }

    @Test
    void isReadyWhenAllPartsAre() throws Exception {
        var part = new Sample();
        part.trouble = "no Redis";
        parts.add(part);
        parts.markComplete();
        assertAnswer("/readyz", 503, "no Redis\n");
        part.trouble = null;
        assertAnswer("/readyz", 200, "ok\n");
        parts.markEnding();
        assertAnswer("/readyz", 503, "draining\n");
        assertAnswer("/healthz", 200, "ok\n");
    }

    @Test
    void tellsTheMetricsToPrometheus() throws Exception {
        parts.add(new Sample());
        parts.markComplete();
        HttpResponse<String> answer = request("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("# HELP parley_sessions_open Sessions at present\n# TYPE parley_sessions_open gauge\n")
                .contains("\nparley_sessions_open 3.0\n")
                .contains("# TYPE parley_messages_total counter\nparley_messages_total 7.0\n")
                .contains("jvm_memory_used_bytes", "process_open_fds");
        assertThat(request("GET", "/metrics").body()).contains("parley_sessions_open 3.0");
    }

    @Test
    void answersOnlyWhatItKnows() throws Exception {
        assertThat(request("GET", "/").statusCode()).isEqualTo(404);
        assertThat(request("GET", "/healthz/x").statusCode()).isEqualTo(404);
        assertThat(request("POST", "/healthz").statusCode()).isEqualTo(405);
        assertThat(request("POST", "/healthz").headers().firstValue("Allow")).hasValue("GET, HEAD");
        HttpResponse<String> head = request("HEAD", "/healthz");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    private void assertAnswer(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = request("GET", path);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> request(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static final class Sample implements Part {
        volatile @Nullable String trouble;

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public @Nullable String trouble() {
            return trouble;
        }

        @Override
        public List<Metric> metrics() {
            return List.of(
                    Metric.gauge("sessions_open", "Sessions at present", () -> 3),
                    Metric.counter("messages", "Messages so far", () -> 7));
        }

        @Override
        public void stop() {}
    }
}
