package parley.faults.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import parley.protocol.MessageTime;

/**
 * Says many messages as fast as they go, pipelined, by {@code once}, on sessions of their own, which then end. What is refused is
 * said again; so all of them are among the acknowledged {@link SentMessages} when it is done.
 */
final class BacklogWriter {
    private static final int WRITERS_PER_BRIDGE = 2;
    private static final int IN_FLIGHT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger WRITERS = new AtomicInteger();

    private final TrafficState state;
    private final String name = "m" + WRITERS.incrementAndGet();
    private final Deque<String> unsaid = new ArrayDeque<>();
    private final Deque<String> unanswered = new ArrayDeque<>();

    private BacklogWriter(TrafficState state, int messages) {
        this.state = state;
        for (int number = 1; number <= messages; number++) {
            unsaid.add(name + " " + number);
        }
    }

    static void through(TrafficState state, int messages) throws IOException, InterruptedException {
        int writers = state.bridges() * WRITERS_PER_BRIDGE;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int bridge = writer % state.bridges();
                all.add(threads.submit(() -> {
                    new BacklogWriter(state, messages / writers).write(bridge);
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

    private void write(int bridge) throws IOException {
        try (Connection session = Connection.open(state.port(bridge))) {
            session.read(PATIENCE);
            session.send(name);
            session.read(PATIENCE);
            long answeredLast = System.nanoTime();
            while (!unsaid.isEmpty() || !unanswered.isEmpty()) {
                session.sendAll(burst());
                if (note(unanswered.remove(), session.read(PATIENCE))) {
                    answeredLast = System.nanoTime();
                } else if (System.nanoTime() - answeredLast > PATIENCE.toNanos()) {
                    throw new IOException("all is refused");
                }
            }
            session.send("downline");
            session.read(PATIENCE);
        }
    }

    /** Empty while half of what may be unanswered is. */
    private CharSequence burst() {
        StringBuilder burst = new StringBuilder();
        if (unanswered.size() <= IN_FLIGHT / 2) {
            while (!unsaid.isEmpty() && unanswered.size() < IN_FLIGHT) {
                String text = unsaid.remove();
                unanswered.add(text);
                burst.append("once ")
                        .append(text.replace(' ', '.'))
                        .append(' ')
                        .append(text)
                        .append("\r\n");
            }
        }
        return burst;
    }

    private boolean note(String text, String answer) {
        if (answer.startsWith("OK ")) {
            state.sentMessages()
                    .acknowledged(text, MessageTime.parse(answer.substring(3)).orElseThrow());
            return true;
        }
        state.sentMessages().repeated(text);
        unsaid.addFirst(text);
        return false;
    }
}
