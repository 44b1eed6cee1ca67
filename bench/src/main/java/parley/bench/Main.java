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
import parley.bench.report.Measurements;
import parley.bench.report.Report;
import parley.bench.scenario.ArchiverScenario;
import parley.bench.scenario.CalmScenario;
import parley.bench.scenario.FanOutScenario;
import parley.bench.scenario.Goals;
import parley.bench.scenario.GrowthScenario;
import parley.bench.scenario.IdleScenario;
import parley.bench.scenario.MillionScenario;
import parley.bench.scenario.PublishScenario;
import parley.bench.scenario.PullScenario;
import parley.bench.scenario.Scenario;
import parley.bench.scenario.ScenarioContext;
import parley.bench.scenario.SinceScenario;
import parley.bench.scenario.StalledReaderScenario;
import parley.bench.scenario.StartScenario;
import parley.bench.scenario.UsersScenario;
import parley.bench.server.Contender;
import parley.bench.server.Cores;
import parley.bench.server.Machine;
import parley.bench.server.ScratchFolder;
import parley.bench.server.SystemStarter;

/** Runs the scenarios that are asked for, or all. */
public final class Main {
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("fanout", new FanOutScenario());
        SCENARIOS.put("calm", new CalmScenario());
        SCENARIOS.put("publish", new PublishScenario());
        SCENARIOS.put("pull", new PullScenario());
        SCENARIOS.put("since", new SinceScenario());
        SCENARIOS.put("stalled", new StalledReaderScenario());
        SCENARIOS.put("users", new UsersScenario());
        SCENARIOS.put("idle", new IdleScenario());
        SCENARIOS.put("million", new MillionScenario());
        SCENARIOS.put("archiver", new ArchiverScenario());
        SCENARIOS.put("start", new StartScenario());
        SCENARIOS.put("growth", new GrowthScenario());
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
        Measurements measurements = new Measurements();
        Path scratch = ScratchFolder.create();
        ScenarioContext context =
                new ScenarioContext(new SystemStarter(root, scratch, cores), report, measurements, contenders, quick);
        System.err.println(all ? "about 40 minutes" : "into " + folder);
        for (String name : wanted.isEmpty() ? SCENARIOS.keySet() : wanted) {
            Scenario scenario = SCENARIOS.get(name);
            if (scenario != null) {
                attempt(name, scenario, context);
                report.write(
                        quick ? "Goals, by a quick run: smaller crowds than they speak of" : "Goals",
                        Goals.table(measurements));
            }
        }
        System.err.println("written: " + report.folder().resolve("RESULTS.md"));
        System.exit(0);
    }
}
