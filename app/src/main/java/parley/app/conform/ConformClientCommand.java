package parley.app.conform;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.conformance.bot.BotCases;
import parley.conformance.bot.BotProcesses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a server to an echo bot, once a case. */
@Command(
        name = "client",
        description = {
            "See whether a client's echo bot keeps to the protocol.",
            "",
            "The command is started once a case, with the server's PARLEY_HOST and PARLEY_PORT and the nickname"
                    + " PARLEY_NICK in its environment, several at a time. What an echo bot has to do is in"
                    + " conformance/README.md."
        },
        footer = "Exit status 0 where all is well, 1 where something failed, 2 where the command can't be started.")
final class ConformClientCommand implements Callable<Integer> {

    /** Waiting is most of what they do, but a bot may be slow to start. */
    private static final int AT_A_TIME = 8;

    @Mixin
    ReportOptions report = new ReportOptions();

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The bot, behind --, and its arguments.")
    List<String> command = List.of();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BotProcesses processes = new BotProcesses(command)) {
            return report.run(
                    "parley.conform.client",
                    BotCases.all(processes, BotCases.PATIENCE),
                    AT_A_TIME,
                    "",
                    Objects.requireNonNull(spec).commandLine().getOut());
        }
    }
}
