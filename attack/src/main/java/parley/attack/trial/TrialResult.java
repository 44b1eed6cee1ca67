package parley.attack.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.attack.people.Figures;
import parley.attack.server.Usage;

/**
 * Tells how one attack went.
 *
 * @param recovery from its end until all was well again; null where that took too long
 * @param done what it did
 */
public record TrialResult(
        People people, Memory memory, @Nullable Duration recovery, String done, List<String> problems) {
    /** Figures of people, without attack and with it. */
    public record People(Figures calm, Figures attacked) {}

    /** What the server took, before and at the most. */
    public record Memory(Usage before, Usage most) {}

    /** Of a trial that came to no figures. */
    public static TrialResult failed(String problem) {
        Figures none = new Figures(0, 0, 0, 0);
        return new TrialResult(
                new People(none, none), new Memory(Usage.NOTHING, Usage.NOTHING), null, "nothing", List.of(problem));
    }

    /** The same, but for one more problem. */
    public TrialResult with(String problem) {
        List<String> all = new ArrayList<>(problems);
        all.add(problem);
        return new TrialResult(people, memory, recovery, done, List.copyOf(all));
    }

    public boolean isGood() {
        return problems.isEmpty();
    }
}
