package parley.faults.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import parley.faults.traffic.OneTimeClient;
import parley.harness.process.Waiting;
import parley.protocol.MessageTime;

/** Takes a name at another bridge while its owner's bridge is stopped, and checks what the owner then gets. */
final class NameTakeover {
    private static final AtomicInteger TIMES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FaultContext context;
    private final int bridge;
    private final String name = "x" + TIMES.incrementAndGet();
    private @Nullable OneTimeClient owner;
    private @Nullable OneTimeClient taker;
    private long takenAt;

    NameTakeover(FaultContext context, int bridge) {
        this.context = context;
        this.bridge = bridge;
    }

    void logOwnerIn() throws IOException {
        owner = OneTimeClient.enter(context.bridge(bridge).port(), name);
        if (owner == null) {
            context.problems().add("nobody could log in as " + name);
        } else {
            owner.send("live");
        }
    }

    /** Sends a message that the stopped bridge has not read when the name is taken. */
    void publishAsOwner() throws IOException {
        if (owner != null) {
            owner.send("pub " + name + " stolen");
        }
    }

    void takeName() throws InterruptedException {
        // With Redis away as well, leases run anew from its return.
        boolean got = Waiting.comes(context.alone() ? PATIENCE : BridgeFaults.WITHIN_LEASE, () -> {
            takenAt = context.deployment().redis().clock().latest();
            taker = OneTimeClient.enter(context.bridge(context.other(bridge)).port(), name);
            return taker != null;
        });
        if (!got) {
            context.problems().add("a name of a bridge stopped for 20 s is not to be had");
        }
    }

    void checkOwner() throws IOException {
        if (owner != null && taker != null) {
            List<String> lines = owner.readToEnd(PATIENCE);
            List<String> end = lines.subList(Math.max(0, lines.size() - 2), lines.size());
            if (!end.get(0).startsWith("BYE nick-lost")) {
                context.problems().add("whose name was taken got at the end: " + end);
            }
            context.problems()
                    .addAll(
                            "whose name was taken was still shown",
                            lines.stream().filter(this::isLater).toList());
        }
        if (taker != null) {
            taker.send("downline");
            taker.readToEnd(PATIENCE);
            taker.close();
        }
        if (owner != null) {
            owner.close();
        }
    }

    private boolean isLater(String line) {
        String[] words = line.split(" ", 3);
        return words.length > 1 && MessageTime.parse(words[1]).orElse(0) > takenAt;
    }
}
