package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.bench.report.Report;
import parley.bench.report.Results;
import parley.bench.scenario.Archiving;
import parley.bench.scenario.Calm;
import parley.bench.scenario.FanOut;
import parley.bench.scenario.Goals;
import parley.bench.scenario.Growth;
import parley.bench.scenario.Idle;
import parley.bench.scenario.Million;
import parley.bench.scenario.Publish;
import parley.bench.scenario.Pull;
import parley.bench.scenario.Scenario;
import parley.bench.scenario.ScenarioContext;
import parley.bench.scenario.Stalled;
import parley.bench.scenario.Start;
import parley.bench.scenario.Users;
import parley.bench.server.Contender;
import parley.bench.server.Cores;
import parley.bench.server.Machine;
import parley.bench.server.Scratch;
import parley.bench.server.Starter;

/** Runs the scenarios that are asked for, or all. */
public final class Main {
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("fanout", new FanOut());
        SCENARIOS.put("calm", new Calm());
        SCENARIOS.put("publish", new Publish());
        SCENARIOS.put("pull", new Pull());
        SCENARIOS.put("stalled", new Stalled());
        SCENARIOS.put("users", new Users());
        SCENARIOS.put("idle", new Idle());
        SCENARIOS.put("million", new Million());
        SCENARIOS.put("archiver", new Archiving());
        SCENARIOS.put("start", new Start());
        SCENARIOS.put("growth", new Growth());
    }

    private static final String ONLY = "--only-";

    private Main() {}

    private static void attempt(String name, Scenario scenario, ScenarioContext context) {
        try {
            scenario.run(context);
        } catch (IOException failed) {
            System.err.println(name + " failed: " + failed.getMessage());
            context.report().section(name + " failed", String.valueOf(failed.getMessage()));
        }
    }

    /** Takes the options that name contenders off the arguments; without any, all are wanted. */
    private static Set<Contender> contenders(List<String> arguments) {
        Set<Contender> only = EnumSet.noneOf(Contender.class);
        for (Contender contender : Contender.values()) {
            if (arguments.remove(ONLY + name(contender))) {
                only.add(contender);
            }
        }
        return only.isEmpty() ? EnumSet.allOf(Contender.class) : only;
    }

    private static String names() {
        return Stream.of(Contender.values()).map(Main::name).collect(Collectors.joining(" "));
    }

    private static String name(Contender contender) {
        return contender.name().toLowerCase(Locale.ROOT);
    }

    public static void main(String[] arguments) throws IOException {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        boolean quick = wanted.remove("--quick");
        Cores cores = wanted.remove("--pin") ? Cores.PINNED : Cores.SHARED;
        Set<Contender> contenders = contenders(wanted);
        boolean help = wanted.contains("--help");
        if (help || !SCENARIOS.keySet().containsAll(wanted)) {
            (help ? System.out : System.err)
                    .println("usage: bench/run [--quick] [--only-NAME…] [scenario…]\nscenarios: "
                            + String.join(" ", SCENARIOS.keySet()) + "\nnames: " + names());
            System.exit(help ? 0 : 2);
        }
        boolean all = wanted.isEmpty() && !quick && contenders.size() == Contender.values().length;
        Path root = Path.of(System.getProperty("parley.root", "."));
        Path folder = root.resolve(all ? "bench" : "bench/target/results");
        Report report = new Report(folder, "What it costs", Machine.facts(root, cores));
        Results results = new Results();
        Path scratch = Scratch.create();
        ScenarioContext context =
                new ScenarioContext(new Starter(root, scratch, cores), report, results, contenders, quick);
        System.err.println(all ? "about 35 minutes" : "into " + folder);
        for (String name : wanted.isEmpty() ? SCENARIOS.keySet() : wanted) {
            Scenario scenario = SCENARIOS.get(name);
            if (scenario != null) {
                attempt(name, scenario, context);
                report.write(
                        quick ? "Goals, by a quick run: smaller crowds than they speak of" : "Goals",
                        Goals.table(results));
            }
        }
        System.err.println("written: " + report.folder().resolve("RESULTS.md"));
        System.exit(0);
    }
}
