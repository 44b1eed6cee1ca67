package parley.app.conform;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.Converters;
import parley.app.options.RedisOption;
import parley.conformance.server.ServerCases;
import parley.conformance.server.Target;
import parley.conformance.suite.CannotBegin;
import parley.conformance.suite.Case;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the transcripts, and more, to a server that runs already. */
@Command(
        name = "server",
        description = {
            "See whether a server keeps to the protocol.",
            "",
            "Plays the transcripts of protocol/vectors, each joined, byte by byte and at random splits, and then what"
                    + " they can't say. The server has to be the kit's alone meanwhile; what it has kept from before"
                    + " is in nobody's way."
        },
        footer = "Exit status 0 where all is well, 1 where something failed, 2 where the server can't be reached.")
final class ConformServerCommand implements Callable<Integer> {

    private static final int LARGEST_SEED = 1_000_000;

    @Mixin
    ReportOptions report = new ReportOptions();

    @Parameters(
            paramLabel = "HOST:PORT",
            converter = Converters.HostAndPort.class,
            description = "Where the server listens for lines.")
    InetSocketAddress server = InetSocketAddress.createUnresolved("127.0.0.1", 7070);

    @Option(
            names = "--operator",
            paramLabel = "PATH",
            converter = Converters.UnixSocket.class,
            description = "Its operator's socket, for what the operator takes part in. It bans this machine for a"
                    + " moment.")
    @Nullable
    Path operator;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            converter = RedisOption.Uri.class,
            description = "Its Redis, for what clients of Redis take part in: they need the rights of a direct client.")
    @Nullable
    String redis;

    @Option(
            names = "--with",
            paramLabel = "NAME=VALUE",
            converter = Converters.NameAndValue.class,
            description = "An option that the server was started with, such as max-line=64: only those transcripts are"
                    + " played that ask for just this. Several times for several options.")
    List<Map.Entry<String, String>> with = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = Converters.CountOrNone.class,
            description = "Of the random splits. Default: another one each time, which is printed.")
    int seed = 1 + new SecureRandom().nextInt(LARGEST_SEED);

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(server.getHostString(), server.getPort());
        if (address.isUnresolved()) {
            throw CommandException.ofRequest("there is no such host: " + server.getHostString());
        }
        Map<String, String> options = new HashMap<>();
        with.forEach(each -> options.put(each.getKey(), each.getValue()));
        Target target = new Target(address, operator, redis, options);
        List<Case> cases = ServerCases.all(target, seed);
        if (cases.isEmpty()) {
            throw CommandException.ofRequest("--with: no transcript asks for just this");
        }
        try {
            ServerCases.requireServer(target);
        } catch (CannotBegin cannotBegin) {
            throw CommandException.ofRequest(String.valueOf(cannotBegin.getMessage()));
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return report.run("parley.conform.server", cases, 1, "seed " + seed, out);
    }
}
