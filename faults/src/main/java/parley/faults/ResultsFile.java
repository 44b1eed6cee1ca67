package parley.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.faults.deployment.SteppableRedis;
import parley.faults.fault.FaultKind;

/** Writes the table of a run, in Markdown. */
@SuppressWarnings("InlineFormatString") // a page reads better by itself
final class ResultsFile {
    private static final String HEAD = """
            # Faults

            Made by `faults/run`; not to be edited. Real processes (%d bridges%s, an archiver, %s)
            under traffic: writers, most of whom say each message by `once` until it is answered, live and pulling readers that begin at
            their `mark` and come back with `since`, all of them by `token`, and a direct client. Seed %d, %d rounds, %d of them
            good. The machine: %d cores, %s %s, Java %s. The Redis of all rounds: %s.

            After each fault, beside its own promise in the table: every message said by `once`, and every other that was answered with `OK`, is in
            the archive exactly once and was shown to every reader exactly once and in order, and nothing else is or was. What was said by `pub` and
            not answered is there when its writer, welcomed again, looks with `since`, or never; what was refused is not stored afterwards. (Where
            Redis lost data, a row in `gap` and `MISSED` stand in the place of what is lost; and a message may stand on both sides of them whose
            answer, and key, were lost.) `archive verify` finds nothing wrong; every session that should live answers; no command waited more than 3 s
            (2 s promised, 1 s for the busy machine); whoever lost a session is back under the same name at another bridge within 3 s; `users` is
            complete on every bridge; a direct client is heard and archived again. Recovery is the time from the end of the cause until all of that works;
            a name is held from the loss of a session until its owner is welcomed under it at any other bridge.

            Not made: %sa crash of the whole machine, a full disk.

            | fault | promise | runs | good | worst recovery | name held the longest |
            | --- | --- | ---: | ---: | ---: | ---: |
            """;

    private static final String BUNDLED = "the bundled redis-server";
    private static final String STEPPABLE =
            "this machine's own `%s` in place of the bundled one, with libfaketime to step its clock";
    private static final String NO_CLOCK =
            "steps of the clock (the bundled redis-server is a static program, which takes no other clock), ";
    private static final String ONLY_REDIS_CLOCK = "steps of a bridge's or the archiver's clock, ";

    private final Settings settings;
    private final List<RoundResult> results;

    ResultsFile(Settings settings, List<RoundResult> results) {
        this.settings = settings;
        this.results = results;
    }

    void write(Path file) throws IOException {
        Optional<SteppableRedis> steppable = settings.steppable();
        String head = String.format(
                Locale.ROOT,
                HEAD,
                settings.bridges().count(),
                settings.bridges().balanced() ? " behind HAProxy" : "",
                settings.redis().description(),
                settings.seed(),
                results.size(),
                results.stream().filter(RoundResult::isGood).count(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.specification.version"),
                steppable
                        .map(redis -> String.format(Locale.ROOT, STEPPABLE, redis.server()))
                        .orElse(BUNDLED),
                steppable.isPresent() ? ONLY_REDIS_CLOCK : NO_CLOCK);
        Stream<String> singles = Arrays.stream(FaultKind.values())
                .map(kind -> row(
                        "`" + kind.title() + "`",
                        kind.promise(),
                        one -> one.kinds().equals(List.of(kind))));
        String pairs =
                row("two at once", "the weaker of both", one -> one.kinds().size() > 1);
        String rows = Stream.concat(singles, Stream.of(pairs))
                .filter(row -> !row.isEmpty())
                .collect(Collectors.joining());
        Files.writeString(file, head + rows);
    }

    private String row(String fault, String promise, Predicate<RoundResult> belongs) {
        List<RoundResult> runs = results.stream().filter(belongs).toList();
        if (runs.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s | %s |\n",
                fault,
                promise,
                runs.size(),
                runs.stream().filter(RoundResult::isGood).count(),
                seconds(runs.stream().map(RoundResult::slowest)),
                seconds(runs.stream().map(RoundResult::longestAway)));
    }

    private static String seconds(Stream<Duration> times) {
        Duration worst = times.max(Duration::compareTo).orElse(Duration.ZERO);
        return String.format(Locale.ROOT, "%.1f s", worst.toMillis() / 1e3);
    }
}
