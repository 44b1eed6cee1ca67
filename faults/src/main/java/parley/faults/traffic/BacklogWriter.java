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

/** Many messages as fast as they go, pipelined, by guests who then leave. All of them are in the ledger. */
final class PileUp {
    private static final int TALKERS_PER_BRIDGE = 2;
    private static final int IN_FLIGHT = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger TALKERS = new AtomicInteger();

    private final Room room;
    private final String name = "m" + TALKERS.incrementAndGet();

    private PileUp(Room room) {
        this.room = room;
    }

    static void through(Room room, int messages) throws IOException, InterruptedException {
        int talkers = room.bridges() * TALKERS_PER_BRIDGE;
        ExecutorService threads = Executors.newFixedThreadPool(talkers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int talker = 0; talker < talkers; talker++) {
                int bridge = talker % room.bridges();
                all.add(threads.submit(() -> {
                    new PileUp(room).talk(bridge, messages / talkers);
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

    private void talk(int bridge, int messages) throws IOException {
        try (Connection seat = Connection.open(room.port(bridge))) {
            seat.read(PATIENCE);
            seat.send(name);
            seat.read(PATIENCE);
            for (int sent = 0, answered = 0; answered < messages; answered++) {
                StringBuilder burst = new StringBuilder();
                if (sent - answered <= IN_FLIGHT / 2) {
                    for (; sent < messages && sent - answered < IN_FLIGHT; sent++) {
                        burst.append("pub ").append(text(sent)).append("\r\n");
                    }
                    seat.sendAll(burst);
                }
                note(text(answered), seat.read(PATIENCE));
            }
            seat.send("downline");
            seat.read(PATIENCE);
        }
    }

    private String text(int number) {
        return name + " " + (number + 1);
    }

    private void note(String text, String answer) {
        if (answer.startsWith("OK ")) {
            room.ledger()
                    .acknowledged(text, MessageTime.parse(answer.substring(3)).orElseThrow());
        } else {
            room.ledger().doubtful(text, new Ledger.Doubt(answer, Long.MAX_VALUE));
        }
    }
}
