package parley.attack;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import parley.attack.trial.TrialResult;

/**
 * Makes the attacks as {@link Settings#USAGE} says. The exit code is 0 when all were held, 1 when not, 2 for a wrong option.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--list")) {
            list(System.out);
            return;
        }
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.println(Settings.USAGE);
            return;
        }
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean held = run(settings, System.out).values().stream().allMatch(TrialResult::isGood);
        System.exit(held ? 0 : 1);
    }

    private static void list(PrintStream out) {
        for (AttackKind kind : AttackKind.values()) {
            out.printf(Locale.ROOT, "%-16s %s%n", kind.title(), kind.what());
        }
    }

    /** Makes them all; the servers' files stay only where something was broken. */
    static Map<AttackKind, TrialResult> run(Settings settings, PrintStream out)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("parley-attack");
        Map<AttackKind, TrialResult> results = new Series(settings, work, out).run();
        long broken =
                results.values().stream().filter(result -> !result.isGood()).count();
        out.println(results.size() + " attacks, " + broken + " broke something; table in " + settings.results());
        if (broken == 0) {
            delete(work);
        } else {
            out.println("the servers' files: " + work);
        }
        return results;
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
