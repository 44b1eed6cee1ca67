package parley.app.conform;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.Converters;
import parley.conformance.report.JunitReport;
import parley.conformance.report.LineReport;
import parley.conformance.suite.CannotBegin;
import parley.conformance.suite.Case;
import parley.conformance.suite.NameGlob;
import parley.conformance.suite.Runner;
import picocli.CommandLine.Option;

/** Holds which cases are run and where their results go, and runs them so. */
final class ReportOptions {

    @Option(
            names = "--only",
            paramLabel = "GLOB",
            converter = Converters.Text.class,
            description = "Only cases whose name matches, such as 'login-*'.")
    @Nullable
    String only;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "Also write the results to this file, as JUnit's XML.")
    @Nullable
    Path junit;

    /**
     * Runs what is asked for and returns the exit code.
     *
     * @param atATime of the cases that are not slow
     * @param note is printed with the counts; may be empty
     */
    int run(String suite, List<Case> all, int atATime, String note, PrintWriter out)
            throws IOException, InterruptedException {
        List<Case> chosen = chosen(all);
        JunitReport machines = new JunitReport(suite);
        if (junit != null) {
            write(machines, junit);
        }
        LineReport people = new LineReport(out);
        try {
            new Runner(atATime).run(chosen, result -> {
                people.add(result);
                machines.add(result);
            });
        } catch (CannotBegin cannotBegin) {
            throw CommandException.ofRequest(String.valueOf(cannotBegin.getMessage()));
        }
        if (junit != null) {
            machines.write(junit);
        }
        return people.end(note) ? 0 : 1;
    }

    /** Before anything is tried: a file that can't be written is the caller's mistake. */
    private static void write(JunitReport nothing, Path file) {
        try {
            nothing.write(file);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
            throw CommandException.ofRequest("--junit: " + file + " can't be written: " + why);
        }
    }

    private List<Case> chosen(List<Case> all) {
        String glob = only;
        if (glob == null) {
            return all;
        }
        NameGlob names = new NameGlob(glob);
        List<Case> chosen =
                all.stream().filter(each -> names.matches(each.name())).toList();
        if (chosen.isEmpty()) {
            throw CommandException.ofRequest("--only: no case is called " + glob);
        }
        return chosen;
    }
}
