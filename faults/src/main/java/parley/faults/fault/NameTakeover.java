package parley.faults.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import parley.faults.traffic.Guest;
import parley.faults.world.Patience;
import parley.protocol.MessageTime;

/** Takes a name at another bridge while its owner's bridge is stopped, and sees what the owner then gets. */
final class NameThief {
    private static final AtomicInteger TIMES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FaultContext context;
    private final int bridge;
    private final String name = "x" + TIMES.incrementAndGet();
    private @Nullable Guest victim;
    private @Nullable Guest thief;
    private long takenAt;

    NameThief(FaultContext context, int bridge) {
        this.context = context;
        this.bridge = bridge;
    }

    void chooseVictim() throws IOException {
        victim = Guest.enter(context.bridge(bridge).port(), name);
        if (victim == null) {
            context.problems().add("nobody could log in as " + name);
        } else {
            victim.send("live");
        }
    }

    /** The victim's last words wait in its bridge's door. */
    void tempt() throws IOException {
        if (victim != null) {
            victim.send("pub " + name + " stolen");
        }
    }

    void steal() throws InterruptedException {
        // With Redis away as well, leases run anew from its return.
        boolean got = Patience.comes(context.alone() ? PATIENCE : BridgeFaults.WITHIN_LEASE, () -> {
            takenAt = context.world().redis().clock().latest();
            thief = Guest.enter(context.bridge(context.other(bridge)).port(), name);
            return thief != null;
        });
        if (!got) {
            context.problems().add("a name of a bridge stopped for 20 s is not to be had");
        }
    }

    void judge() throws IOException {
        if (victim != null && thief != null) {
            List<String> lines = victim.readToEnd(PATIENCE);
            List<String> end = lines.subList(Math.max(0, lines.size() - 2), lines.size());
            if (!end.get(0).startsWith("BYE nick-lost")) {
                context.problems().add("whose name was taken got at the end: " + end);
            }
            context.problems()
                    .addAll(
                            "whose name was taken was still shown",
                            lines.stream().filter(this::isLater).toList());
        }
        if (thief != null) {
            thief.send("downline");
            thief.readToEnd(PATIENCE);
            thief.close();
        }
        if (victim != null) {
            victim.close();
        }
    }

    private boolean isLater(String line) {
        String[] words = line.split(" ", 3);
        return words.length > 1 && MessageTime.parse(words[1]).orElse(0) > takenAt;
    }
}
