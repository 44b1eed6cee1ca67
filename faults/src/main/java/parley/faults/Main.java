package parley.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the fault matrix as {@link Settings#USAGE} says. The exit code is 0 when every promise held, 1 when not, 2 for a wrong
 * option.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<RoundResult> results = run(settings, System.out);
        System.exit(results.stream().allMatch(RoundResult::isGood) ? 0 : 1);
    }

    /** Runs it all and writes the table; the processes' files stay only where something failed. */
    static List<RoundResult> run(Settings settings, PrintStream out) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("parley-faults");
        List<RoundResult> results = new Matrix(settings, work, out).run();
        new ResultsFile(settings, results).write(settings.results());
        long bad = results.stream().filter(result -> !result.isGood()).count();
        out.println(results.size() + " rounds, " + bad + " bad; table in " + settings.results());
        if (bad == 0) {
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return results;
    }
}
