package parley.attack.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import parley.attack.horde.Horde;
import parley.attack.horde.Member;
import parley.attack.trial.Attack;
import parley.attack.trial.Scene;

/**
 * Is no attack: five thousand come back after the bridge was started anew, from a hundred addresses, each with {@code since} the
 * last that it had seen. All of them behave, so all have to be served.
 */
public final class Returning implements Attack {
    private static final int SESSIONS = 5_000;
    private static final int FROM_EACH = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public void make(Scene scene) throws IOException {
        int count = scene.size().of(SESSIONS);
        List<String> times = scene.times();
        try (Horde crowd = scene.crowd(FROM_EACH)) {
            List<Member> in = crowd.enter("bob", count);
            long begun = System.nanoTime();
            for (int i = 0; i < in.size(); i++) {
                in.get(i).ask("since " + times.get(i % times.size()) + "\r\n", 1);
            }
            boolean served = crowd.until(() -> in.stream().allMatch(member -> member.pending() == 0), PATIENCE);
            long refused = in.stream().mapToLong(Member::refusals).sum();
            if (in.size() < count || !served || refused > 0) {
                scene.problems()
                        .add(String.format(
                                Locale.ROOT,
                                "of %d who came back %d got in, %d were refused, %d were not answered",
                                count,
                                in.size(),
                                refused,
                                in.stream()
                                        .filter(member -> member.pending() > 0)
                                        .count()));
            }
            scene.notes().add(in.size(), "sessions");
            scene.notes().add(crowd.received() / 1024 / 1024, "MiB");
            scene.notes().add((System.nanoTime() - begun) / 1_000_000_000, "s");
        }
    }
}
