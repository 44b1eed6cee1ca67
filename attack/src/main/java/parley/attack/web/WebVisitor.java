package parley.attack.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import parley.harness.verdict.Problems;

/** Behaves on a WebSocket, by the JDK's client: logs in, asks {@code ping} once a second as soon as it was answered, and leaves. */
final class WebVisitor implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Greeting and welcome. */
    private static final int BEFORE_THE_LOBBY = 2;

    private final AtomicLong lines = new AtomicLong();
    private final StringBuilder line = new StringBuilder();
    private volatile String end = "";
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private boolean told;
    private long asked;
    private long askedAt;

    private WebVisitor() {}

    static WebVisitor enter(InetSocketAddress door, String nick) throws IOException {
        WebVisitor visitor = new WebVisitor();
        URI uri = URI.create("ws://" + door.getAddress().getHostAddress() + ":" + door.getPort() + "/chat");
        try {
            WebSocket made = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .subprotocols("parley.1")
                    .buildAsync(uri, visitor)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            visitor.socket = made;
            made.sendText(nick, true).join();
            return visitor;
        } catch (CompletionException refused) {
            throw new IOException("no WebSocket", refused.getCause());
        }
    }

    /** Asks, if it is time; adds a problem where it was ended, or is not answered for long. */
    void goOn(Problems problems) {
        long now = System.nanoTime();
        boolean waits = lines.get() < BEFORE_THE_LOBBY + asked;
        String wrong = !end.isEmpty()
                ? "was ended: " + end
                : sending.isCompletedExceptionally()
                        ? "could not ask"
                        : waits && asked > 0 && now - askedAt > PATIENCE.toNanos() ? "got no answer for 10 s" : "";
        if (!wrong.isEmpty() && !told) {
            told = true;
            problems.add("who behaves on a WebSocket " + wrong);
        }
        WebSocket to = socket;
        if (to != null && wrong.isEmpty() && !waits && now - askedAt >= EACH_NANOS) {
            asked++;
            askedAt = now;
            sending = to.sendText("ping", true);
        }
    }

    /** Of its questions. */
    long answers() {
        return Math.max(0, lines.get() - BEFORE_THE_LOBBY);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        line.append(data);
        if (last) {
            if (line.toString().startsWith("OK")) {
                lines.incrementAndGet();
            } else {
                end = line.toString();
            }
            line.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end = "closed, " + code;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end = error.toString();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
