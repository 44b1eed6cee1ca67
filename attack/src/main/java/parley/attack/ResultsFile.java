package parley.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.attack.server.UpProcess;
import parley.attack.server.Usage;
import parley.attack.trial.TrialResult;

/** Writes the table of a run, in Markdown. */
@SuppressWarnings("InlineFormatString") // a page reads better by itself
final class ResultsFile {
    private static final String HEAD = """
            # Attacks

            Made by `attack/run`; not to be edited. Each attack is made on a server of its own: `up` with its embedded Redis, with the default limits,
            %d MiB of heap and as much direct memory. 50 people chat, each from an address of its own, live, and with something to say once a second;
            one after the other comes in and leaves. The attacker comes from one address, unless the table says otherwise, and goes on for %d s.
            All of it, people, attackers and server, on one machine: %d cores, %s %s, Java %s.

            An attack was held where 99 of 100 answers to people's `pub` took less than 200 ms, counted from when each was to be sent; nobody who behaves
            was refused or lost the session; the server took no more memory (resident, bridge, archiver and JVM together) than 320 MiB, its kernel
            and its Redis no more than 64 MiB beyond what they had before, and no more than 450 open files beyond; 256 KiB of log at the most were written
            (a crowd may have its connections, for each of them 16 KiB of the kernel's memory, or 128 where it reads much, and 256 bytes of log); 10 s after its end all was as before; SIGTERM ended the server within 10 s; and `archive verify` found
            nothing wrong.

            Not made: peers that vanish without a word, for which the network has to drop packets; a full disk.

            | attack | `pub` p50 / p99 calm, ms | under attack, ms | bridge, MiB | kernel | Redis | open files | as before after | verdict |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            """;

    private final Settings settings;
    private final Map<AttackKind, TrialResult> results;

    ResultsFile(Settings settings, Map<AttackKind, TrialResult> results) {
        this.settings = settings;
        this.results = results;
    }

    void write(Path file) throws IOException {
        String head = String.format(
                Locale.ROOT,
                HEAD,
                UpProcess.MEBIBYTES,
                settings.timing().attack().toSeconds(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.specification.version"));
        String rows = results.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        String what = results.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "- `%s`: %s. Made: %s.\n",
                        entry.getKey().title(),
                        entry.getKey().what(),
                        entry.getValue().done()))
                .collect(Collectors.joining());
        Files.writeString(file, head + rows + "\n" + what);
    }

    private static String row(AttackKind kind, TrialResult result) {
        Usage before = result.memory().before();
        Usage most = result.memory().most();
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s → %s | %s | %s | %d → %d | %s | %s |\n",
                kind.title(),
                result.people().calm(),
                result.people().attacked(),
                Usage.bytes(before.bridge()).replace(" MiB", ""),
                Usage.bytes(most.bridge()).replace(" MiB", ""),
                "+" + Usage.bytes(most.kernel() - before.kernel()),
                "+" + Usage.bytes(most.redis() - before.redis()),
                before.files(),
                most.files(),
                seconds(result.recovery()),
                verdict(result));
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "–" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String verdict(TrialResult result) {
        return result.isGood()
                ? "held"
                : "**broken**: "
                        + String.join("; ", result.problems())
                                .replace("|", "\\|")
                                .replace("\n", " ");
    }
}
