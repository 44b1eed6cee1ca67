package parley.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.ConfigurationFile;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with a configuration file, by its lines. */
@Command(
        name = "check",
        description = "Read a file as --config does, and say everything that is wrong with it. Nothing is started.",
        footer = "Exit status 0 where all is well, 1 where something isn't, 2 where the file can't be read.")
final class ConfigCheck implements Callable<Integer> {

    private static final List<String> SERVERS = List.of("up", "bridge", "archiver");

    @Parameters(paramLabel = "FILE", converter = Converters.File.class, description = "The file.")
    @Nullable
    Path file;

    @Option(
            names = "--for",
            paramLabel = "COMMAND",
            description = "The command that it is for: up, bridge or archiver. Options that this hasn't are wrong then."
                    + " Default: all of them.")
    @Nullable
    String command;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec here = Objects.requireNonNull(spec);
        Path path = Objects.requireNonNull(file);
        String only = command;
        if (only != null && !SERVERS.contains(only)) {
            throw CommandException.ofRequest("--for: '" + only + "' is none of " + String.join(", ", SERVERS));
        }
        List<ConfigurationFile.Entry> entries = entries(path);
        List<Problem> problems =
                new CheckedFile(here.root(), only == null ? SERVERS : List.of(only), only != null).problems(entries);
        PrintWriter out = here.commandLine().getOut();
        problems.forEach(problem ->
                out.println(path + ":" + (problem.line() == 0 ? "" : problem.line() + ":") + " " + problem.text()));
        if (problems.isEmpty()) {
            out.println(path + ": all is well, " + entries.size() + (entries.size() == 1 ? " option" : " options"));
        }
        out.flush();
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<ConfigurationFile.Entry> entries(Path path) {
        try {
            return ConfigurationFile.entries(path);
        } catch (NoSuchFileException e) {
            throw CommandException.ofRequest("there is no file " + path);
        } catch (CharacterCodingException e) {
            throw CommandException.ofRequest(path + " is neither UTF-8 nor UTF-16 with its mark");
        } catch (IOException e) {
            throw CommandException.ofRequest("cannot read " + path + ": " + e.getMessage());
        }
    }
}
