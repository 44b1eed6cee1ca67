package parley.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.faults.check.Audit;
import parley.faults.check.Problems;
import parley.faults.fault.Fault;
import parley.faults.fault.FaultContext;
import parley.faults.fault.FaultKind;
import parley.faults.traffic.Traffic;
import parley.faults.world.World;

/** A run: one round after the other. After one that did not end well the next begins with everything new. */
final class Matrix {
    private final Settings settings;
    private final Path work;
    private final PrintStream out;
    private final Random random;
    private int worlds;

    /** @param work for the processes' files; what failed stays there */
    Matrix(Settings settings, Path work, PrintStream out) {
        this.settings = settings;
        this.work = work;
        this.out = out;
        this.random = new Random(settings.seed());
    }

    List<Outcome> run() throws IOException, InterruptedException {
        boolean chosen = settings.only().size() < FaultKind.possible().size();
        Plan plan = new Plan(settings.only(), settings.pairs() && !chosen, chosen, random);
        List<Outcome> outcomes = new ArrayList<>();
        out.println("seed " + settings.seed() + ", " + settings.faults() + " rounds, files in " + work);
        while (outcomes.size() < settings.faults()) {
            runInOneWorld(plan, outcomes);
        }
        return outcomes;
    }

    private void runInOneWorld(Plan plan, List<Outcome> outcomes) throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("world-" + ++worlds));
        boolean well = true;
        try (World world = World.start(settings.jar(), files, settings.bridges(), settings.steppable());
                Traffic traffic = Traffic.start(world)) {
            Round round = new Round(world, traffic, new Audit(world, traffic));
            while (well && outcomes.size() < settings.faults()) {
                Outcome outcome = round(round, world, traffic, plan.next(), outcomes.size() + 1);
                outcomes.add(outcome);
                well = outcome.isGood();
            }
        }
        if (!well) {
            out.println("    its files: " + files);
        }
    }

    private Outcome round(Round round, World world, Traffic traffic, List<FaultKind> planned, int number)
            throws InterruptedException {
        Problems problems = new Problems();
        FaultContext context = new FaultContext(
                world, traffic, new Random(random.nextLong()), problems, settings.backlog(), planned.size() == 1);
        List<Fault> faults = Round.compatible(
                planned.stream().map(kind -> kind.make(context)).toList());
        List<FaultKind> kinds = planned.subList(0, faults.size());
        String what = faults.stream().map(Fault::what).collect(Collectors.joining(" + "));
        out.printf("%4d %s ...%n", number, what);
        long begun = System.nanoTime();
        Outcome outcome = outcome(round, kinds, faults, problems);
        out.printf(
                "     %s in %.1f s, recovered %s%n",
                outcome.isGood() ? "good" : "BAD",
                (System.nanoTime() - begun) / 1e9,
                outcome.recovery().entrySet().stream()
                        .map(part -> "%s %.1f"
                                .formatted(part.getKey(), part.getValue().toMillis() / 1e3))
                        .collect(Collectors.joining(", ")));
        outcome.problems().forEach(problem -> out.println("     - " + problem));
        return outcome;
    }

    private static Outcome outcome(Round round, List<FaultKind> kinds, List<Fault> faults, Problems problems)
            throws InterruptedException {
        @Nullable Exception broken;
        try {
            return round.run(kinds, faults, problems);
        } catch (IOException | SQLException e) {
            broken = e;
        }
        problems.add("the round could not be finished: " + broken);
        return new Outcome(kinds, Map.of(), Duration.ZERO, problems.asList());
    }
}
