package parley.app.archive;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.app.options.CommandException;
import parley.app.options.CommonOptions;
import parley.app.options.DataOption;
import parley.app.options.OutputException;
import parley.archiver.query.ArchiveReader;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchivedMessage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Opens the archive for the commands that look into it, and prints what they find, cleaned of all that a terminal
 * obeys.
 */
@Command(
        name = "archive",
        description = "Look into the archive, and look after it.",
        subcommands = {
            ArchiveSearch.class,
            ArchiveExport.class,
            ArchiveStats.class,
            ArchiveVerify.class,
            ArchiveBackup.class,
            ArchiveRestore.class,
            ArchivePrune.class
        })
public final class ArchiveCommand implements Runnable {

    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    @Mixin
    DataOption data = new DataOption();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON object a line, its keys the columns.")
    boolean json;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    private long printed;

    @Override
    public void run() {
        CommandLine here = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                here,
                "say what to do: " + String.join(", ", here.getSubcommands().keySet()) + "; or --help");
    }

    /** What a command of the archive does. */
    int read(ToIntFunction<ArchiveReader> work) {
        try (ArchiveReader reader = ArchiveReader.open(data.directory)) {
            return work.applyAsInt(reader);
        } catch (ArchiveException e) {
            throw CommandException.ofWork(String.valueOf(e.getMessage()));
        } finally {
            flush();
        }
    }

    void flush() {
        out().flush();
    }

    void print(String text, JsonLine line) {
        out().println(json ? line : text);
    }

    /** What messages are printed in where nothing else was chosen. */
    MessageFormat format() {
        return json ? MessageFormat.JSON : MessageFormat.TEXT;
    }

    void begin(MessageFormat format) {
        out().print(format.head());
    }

    void print(ArchivedMessage message) {
        print(message, format());
    }

    /** @throws OutputException if it can't be written any more: there may be millions to come */
    void print(ArchivedMessage message, MessageFormat format) {
        out().print(format.line(message));
        printed++;
        if (printed % ROWS_BETWEEN_LOOKS == 0) {
            OutputException.flush(out());
        }
    }

    /** Says something about what was printed, behind it and on standard error, where no program takes it for a message. */
    void remark(String command, String text) {
        out().flush();
        PrintWriter errors = Objects.requireNonNull(spec).commandLine().getErr();
        errors.println(Objects.requireNonNull(spec).qualifiedName() + " " + command + ": " + text);
        errors.flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
