package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import parley.protocol.MessageTime;

/**
 * Publishes many messages as fast as they go, pipelined, on sessions of their own, which then end. All of them are among the
 * {@link SentMessages}.
 */
final class BacklogWriter {
    private static final int WRITERS_PER_BRIDGE = 2;
    private static final int IN_FLIGHT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger WRITERS = new AtomicInteger();

    private final TrafficState state;
    private final String name = "m" + WRITERS.incrementAndGet();

    private BacklogWriter(TrafficState state) {
        this.state = state;
    }

    static void through(TrafficState state, int messages) throws IOException, InterruptedException {
        int writers = state.bridges() * WRITERS_PER_BRIDGE;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int bridge = writer % state.bridges();
                all.add(threads.submit(() -> {
                    new BacklogWriter(state).write(bridge, messages / writers);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("could not pile up messages", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(int bridge, int messages) throws IOException {
        try (Connection session = Connection.open(state.port(bridge))) {
            session.read(PATIENCE);
            session.send(name);
            session.read(PATIENCE);
            for (int sent = 0, answered = 0; answered < messages; answered++) {
                StringBuilder burst = new StringBuilder();
                if (sent - answered <= IN_FLIGHT / 2) {
                    for (; sent < messages && sent - answered < IN_FLIGHT; sent++) {
                        burst.append("pub ").append(text(sent)).append("\r\n");
                    }
                    session.sendAll(burst);
                }
                note(text(answered), session.read(PATIENCE));
            }
            session.send("downline");
            session.read(PATIENCE);
        }
    }

    private String text(int number) {
        return name + " " + (number + 1);
    }

    private void note(String text, String answer) {
        if (answer.startsWith("OK ")) {
            state.sentMessages()
                    .acknowledged(text, MessageTime.parse(answer.substring(3)).orElseThrow());
        } else {
            state.sentMessages().unacknowledged(text, new SentMessages.Unacknowledged(answer, Long.MAX_VALUE));
        }
    }
}
