package parley.attack.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the server over HTTP how it is, as an orchestrator does: each time on a new connection that is not kept. */
public final class HttpProbe {
    /** After so long an orchestrator takes it that there is no answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What {@link #status} says where no answer came. */
    public static final int NONE = 0;

    private final InetSocketAddress server;

    public HttpProbe(InetSocketAddress server) {
        this.server = server;
    }

    /** The status code of the answer. */
    public int status(String path) throws InterruptedException {
        try {
            return ask(path).statusCode();
        } catch (IOException none) {
            return NONE;
        }
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        URI uri = URI.create("http://" + server.getAddress().getHostAddress() + ":" + server.getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }
}
