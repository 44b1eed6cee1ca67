package parley.app.options;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what is wrong with a command in one line on standard error, and nothing else. */
public final class ErrorPrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final OptionSources sources;

    public ErrorPrinter(OptionSources sources) {
        this.sources = sources;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        print(wrong.getCommandLine(), describe(wrong));
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        if (failed instanceof CommandException failure) {
            return print(command, failure);
        }
        if (failed instanceof OutputException) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (failed instanceof IOException) {
            print(command, String.valueOf(failed.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        }
        LoggerFactory.getLogger(ErrorPrinter.class).error("{} failed", name(command), failed);
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Returns the exit code. */
    public static int print(CommandLine command, CommandException failure) {
        print(command, Objects.requireNonNull(failure.getMessage()));
        return failure.exitCode();
    }

    String describe(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(
                    unmatched.getCommandLine(), unmatched.getUnmatched().get(0));
        }
        List<String> left = wrong.getCommandLine().getUnmatchedArguments();
        if (wrong instanceof MissingParameterException && !left.isEmpty()) {
            return unmatched(wrong.getCommandLine(), left.get(0));
        }
        if (wrong.getCause() instanceof TypeConversionException bad
                && wrong.getArgSpec() instanceof OptionSpec option) {
            return sources.origin(option) + ": " + bad.getMessage();
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String unmatched(CommandLine command, String word) {
        boolean takesWords = !command.getCommandSpec().positionalParameters().isEmpty();
        if (takesWords && word.startsWith("-") && !word.startsWith("--")) {
            return "unknown option " + word + "; for a word that begins so, write -- before it";
        }
        boolean isOption = word.startsWith("-");
        String similar = isOption
                ? NearestName.of(
                        word.split("=", 2)[0],
                        command.getCommandSpec().optionsMap().keySet())
                : NearestName.of(word, command.getSubcommands().keySet());
        return (isOption ? "unknown option " : "unknown argument ")
                + word
                + (similar == null ? "" : "; did you mean " + similar + "?");
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println(name(command) + ": " + message.replaceAll("\\R", " "));
        command.getErr().flush();
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
