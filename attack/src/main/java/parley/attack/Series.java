package parley.attack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.attack.server.ArchiveCheck;
import parley.attack.server.Certificate;
import parley.attack.server.Features;
import parley.attack.server.UpProcess;
import parley.attack.trial.Trial;
import parley.attack.trial.TrialResult;
import parley.harness.process.ChildProcesses;

/** Makes one attack after the other, each on a server of its own, and writes the table anew after each. */
final class Series {
    private final Settings settings;
    private final Path work;
    private final PrintStream out;
    private final Features features;
    private @Nullable StoredLobby stored;

    /** @param work for the servers' files */
    Series(Settings settings, Path work, PrintStream out) throws IOException, InterruptedException {
        this.settings = settings;
        this.work = work;
        this.out = out;
        this.features = Features.of(settings.jar());
    }

    /** Those that the server's options allow, in order. */
    Map<AttackKind, TrialResult> run() throws IOException, InterruptedException {
        Map<AttackKind, TrialResult> results = new LinkedHashMap<>();
        try (ChildProcesses processes = new ChildProcesses()) {
            for (AttackKind kind : settings.only()) {
                Needs needs = kind.needs();
                if (!needs.isOptional() && !features.has(needs.option())) {
                    out.println(kind.title() + ": this server has no " + needs.option());
                    continue;
                }
                out.println(kind.title() + ": " + kind.what() + " ...");
                TrialResult result = trialOrFailure(processes, kind);
                results.put(kind, result);
                new ResultsFile(settings, results).write(settings.results());
                tell(result);
            }
        }
        return results;
    }

    private TrialResult trialOrFailure(ChildProcesses processes, AttackKind kind) throws InterruptedException {
        try {
            return trial(processes, kind);
        } catch (IOException broken) {
            return TrialResult.failed("the trial could not be finished: " + broken.getMessage());
        }
    }

    private TrialResult trial(ChildProcesses processes, AttackKind kind) throws IOException, InterruptedException {
        Needs needs = kind.needs();
        Path files = Files.createDirectories(work.resolve(kind.title()));
        List<String> times = List.of();
        if (needs.isStored()) {
            StoredLobby lobby = stored(processes);
            lobby.copyTo(files.resolve("data"));
            times = lobby.times();
        }
        UpProcess server = new UpProcess(processes, settings.jar(), files, options(needs, files));
        server.start();
        Trial trial = new Trial(server, settings.timing(), settings.size(), needs.allowance());
        TrialResult result = trial.run(kind.attack(), times);
        String archive = ArchiveCheck.problem(settings.jar(), server.data());
        return archive.isEmpty() ? result : result.with(archive);
    }

    private StoredLobby stored(ChildProcesses processes) throws IOException, InterruptedException {
        if (stored == null) {
            out.println("(" + settings.stored() + " messages are said before)");
            Path files = Files.createTempDirectory(work, "stored");
            stored = StoredLobby.fill(processes, settings.jar(), files, settings.stored());
        }
        return stored;
    }

    private List<String> options(Needs needs, Path files) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>();
        if (needs.option().equals("--tls-port")) {
            Certificate certificate = Certificate.make(files);
            options.addAll(List.of(
                    "--tls-port=0", "--tls-cert=" + certificate.certificate(), "--tls-key=" + certificate.key()));
        } else if (!needs.option().isEmpty() && features.has(needs.option())) {
            options.add(needs.option());
        }
        return options;
    }

    private void tell(TrialResult result) {
        out.printf(
                Locale.ROOT,
                "    %s; pub %s ms calm, %s ms attacked; %s%n",
                result.isGood() ? "held" : "BROKEN",
                result.people().calm(),
                result.people().attacked(),
                result.done());
        out.println("    before: " + result.memory().before() + "; at the most: "
                + result.memory().most());
        Optional.ofNullable(result.recovery())
                .ifPresent(time -> out.printf(Locale.ROOT, "    as before after %.1f s%n", time.toMillis() / 1e3));
        result.problems().forEach(problem -> out.println("    - " + problem));
    }
}
