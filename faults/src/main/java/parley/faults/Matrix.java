package parley.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.faults.check.Audit;
import parley.faults.deployment.Deployment;
import parley.faults.fault.Fault;
import parley.faults.fault.FaultContext;
import parley.faults.fault.FaultKind;
import parley.faults.traffic.Traffic;
import parley.harness.verdict.Problems;

/** Runs one round after the other. After one that did not end well the next begins with a new deployment. */
final class Matrix {
    private final Settings settings;
    private final Path work;
    private final PrintStream out;
    private final Random random;
    private int deployments;

    /** @param work for the processes' files; what failed stays there */
    Matrix(Settings settings, Path work, PrintStream out) {
        this.settings = settings;
        this.work = work;
        this.out = out;
        this.random = new Random(settings.seed());
    }

    List<RoundResult> run() throws IOException, InterruptedException {
        boolean chosen =
                settings.only().size() < FaultKind.possible(settings.redis()).size();
        Plan plan = new Plan(settings.only(), settings.pairs() && !chosen, chosen, random);
        List<RoundResult> results = new ArrayList<>();
        out.println("seed " + settings.seed() + ", " + settings.faults() + " rounds, files in " + work);
        while (results.size() < settings.faults()) {
            runInOneDeployment(plan, results);
        }
        return results;
    }

    private void runInOneDeployment(Plan plan, List<RoundResult> results) throws IOException, InterruptedException {
        Path files = Files.createDirectories(work.resolve("deployment-" + ++deployments));
        boolean well = true;
        try (Deployment deployment = Deployment.start(
                        settings.redis(), settings.steppable(), settings.programs(), files, settings.bridges());
                Traffic traffic = Traffic.start(deployment)) {
            Round round = new Round(deployment, traffic, new Audit(deployment, traffic));
            while (well && results.size() < settings.faults()) {
                RoundResult result = round(round, deployment, traffic, plan.next(), results.size() + 1);
                results.add(result);
                well = result.isGood();
            }
        }
        if (!well) {
            out.println("    its files: " + files);
        }
    }

    private RoundResult round(Round round, Deployment deployment, Traffic traffic, List<FaultKind> planned, int number)
            throws InterruptedException {
        Problems problems = new Problems();
        FaultContext context = new FaultContext(
                deployment, traffic, new Random(random.nextLong()), problems, settings.backlog(), planned.size() == 1);
        List<Fault> faults = Round.compatible(
                planned.stream().map(kind -> kind.make(context)).toList());
        List<FaultKind> kinds = planned.subList(0, faults.size());
        String what = faults.stream().map(Fault::what).collect(Collectors.joining(" + "));
        out.printf(Locale.ROOT, "%4d %s ...%n", number, what);
        long begun = System.nanoTime();
        RoundResult result = result(round, kinds, faults, problems);
        out.printf(
                Locale.ROOT,
                "     %s in %.1f s, recovered %s%n",
                result.isGood() ? "good" : "BAD",
                (System.nanoTime() - begun) / 1e9,
                result.recovery().entrySet().stream()
                        .map(part -> String.format(
                                Locale.ROOT,
                                "%s %.1f",
                                part.getKey(),
                                part.getValue().toMillis() / 1e3))
                        .collect(Collectors.joining(", ")));
        result.problems().forEach(problem -> out.println("     - " + problem));
        return result;
    }

    private static RoundResult result(Round round, List<FaultKind> kinds, List<Fault> faults, Problems problems)
            throws InterruptedException {
        @Nullable Exception broken;
        try {
            return round.run(kinds, faults, problems);
        } catch (IOException | UncheckedIOException | SQLException e) {
            broken = e;
        }
        problems.add("the round could not be finished: " + broken);
        return new RoundResult(kinds, Map.of(), Duration.ZERO, problems.asList());
    }
}
