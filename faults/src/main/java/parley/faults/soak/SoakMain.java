package parley.faults.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs the soak as {@link #USAGE} says. The exit code is 0 when nothing was lost or said twice, 1 when something was, 2 for a wrong option. */
public final class SoakMain {
    static final String USAGE = """
            usage: faults/soak [--messages N] [--faults N] [--results FILE] [LIBRARY...]
                   faults/soak [--messages N] [--faults N] [--results FILE] -- COMMAND...

            Has the echo bot of each library answer numbered messages while its connection, two bridges and Redis are killed,
            and counts in the archive what it said.
              --messages N   10000 if left out
              --faults N     10 if left out; the kinds come by turns
              --results FILE where a table goes; none is written if left out
            Without a LIBRARY, that is a folder of clients/, all that are there. A COMMAND is anybody's echo bot.""";

    private SoakMain() {}

    public static void main(String[] arguments) throws Exception {
        SoakSettings settings;
        try {
            settings = SoakSettings.parse(Path.of(System.getProperty("parley.root", ".")), arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path jar = Path.of(System.getProperty("parley.jar", "app/target/parley.jar"))
                .toAbsolutePath();
        System.exit(run(jar, settings, System.out) ? 0 : 1);
    }

    /** Whether all was well. */
    static boolean run(Path jar, SoakSettings settings, PrintStream out) throws Exception {
        List<SoakTable.Row> rows = new ArrayList<>();
        for (SoakSettings.Bot bot : settings.bots()) {
            Path work = Files.createTempDirectory("parley-soak");
            long began = System.nanoTime();
            SoakResult result = soak(jar, settings, bot, work);
            SoakTable.Row row = new SoakTable.Row(result, (System.nanoTime() - began) / 1e9);
            rows.add(row);
            out.println(result.line(row.seconds()));
            result.problems().forEach(problem -> out.println("     " + problem));
            if (result.isGood()) {
                delete(work);
            } else {
                out.println("     logs and data: " + work);
            }
            if (settings.results().isPresent()) {
                Files.writeString(settings.results().get(), SoakTable.of(rows));
            }
        }
        return rows.stream().allMatch(row -> row.result().isGood());
    }

    /** What did not come to its end is a bad result, and keeps no other library from its turn. */
    private static SoakResult soak(Path jar, SoakSettings settings, SoakSettings.Bot bot, Path work) throws Exception {
        try {
            return new Soak(jar, settings.messages(), settings.plan()).run(work, bot);
        } catch (IOException | TimeoutException unfinished) {
            return new SoakResult(bot.name(), settings.messages(), List.of(), 0, 0, List.of(unfinished.toString()));
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(tree)) {
            found.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
