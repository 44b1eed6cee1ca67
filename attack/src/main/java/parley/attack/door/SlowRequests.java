package parley.attack.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import parley.attack.horde.Horde;
import parley.attack.server.HttpProbe;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;
import parley.harness.load.Connection;
import parley.harness.load.InputHandler;

/** Begins requests over HTTP and ends none, while an orchestrator asks whether the process lives. */
public final class SlowRequests implements Attack {
    private static final int CONNECTIONS = 200;
    private static final int OK = 200;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final byte[] BEGINNING = "GET /healthz HTTP/1.1\r\nHost: parley\r\nX: ".getBytes(US_ASCII);

    @Override
    public void make(Scene scene) throws IOException, InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Orchestrator orchestrator =
                new Orchestrator(new HttpProbe(scene.server().http()), over);
        orchestrator.start();
        long end = System.nanoTime() + scene.time().toNanos();
        int count = scene.size().of(CONNECTIONS);
        long made = 0;
        try (Horde attackers = Horde.ofAttacker(scene.server().http())) {
            List<Slow> open = new ArrayList<>();
            while (System.nanoTime() < end) {
                open.removeIf(Slow::isOver);
                for (; open.size() < count; made++) {
                    Slow slow = new Slow();
                    slow.connection = attackers.open(slow);
                    slow.send(BEGINNING);
                    open.add(slow);
                }
                open.forEach(slow -> slow.send(new byte[] {'x'}));
                attackers.during(STEP);
            }
        } finally {
            over.set(true);
            orchestrator.join();
        }
        scene.notes().add(made, "slow requests");
        scene.notes().add(orchestrator.asked, "questions of an orchestrator");
        if (orchestrator.unanswered > 0) {
            scene.problems()
                    .add(String.format(
                            Locale.ROOT,
                            "/healthz did not answer %d of %d times",
                            orchestrator.unanswered,
                            orchestrator.asked));
        }
    }

    /** Asks the next thing as soon as it was answered, or had been long enough without one. */
    private static final class Orchestrator extends Thread {
        private final HttpProbe http;
        private final AtomicBoolean over;
        private volatile int asked;
        private volatile int unanswered;

        Orchestrator(HttpProbe http, AtomicBoolean over) {
            super("orchestrator");
            this.http = http;
            this.over = over;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                int questions = 0;
                int without = 0;
                while (!over.get()) {
                    without += http.status("/healthz") == OK ? 0 : 1;
                    asked = ++questions;
                    unanswered = without;
                    Thread.sleep(STEP.toMillis());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One request that does not come to its end. */
    private static final class Slow implements InputHandler {
        private @org.jspecify.annotations.Nullable Connection connection;
        private boolean over;

        boolean isOver() {
            return over;
        }

        void send(byte[] bytes) {
            try {
                if (!over && connection != null) {
                    connection.send(bytes);
                }
            } catch (IOException closed) {
                over = true;
            }
        }

        @Override
        public void received(Connection from, ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void closed(Connection by) {
            over = true;
        }

        @Override
        public void failed(Connection by, IOException reason) {
            over = true;
        }
    }
}
