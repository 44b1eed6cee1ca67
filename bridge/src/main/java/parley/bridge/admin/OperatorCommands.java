package parley.bridge.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.session.Help;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.OperatorVerb;

/** Runs the operator's commands: finds the verb, checks its arity, and answers in time. Safe for all threads. */
final class OperatorCommands {
    private final OperatorPorts ports;
    private final KickCommand kick;
    private final BanCommands banCommands;
    private final OperatedProcess process;

    OperatorCommands(OperatorPorts ports, OperatedProcess process) {
        this.ports = ports;
        this.kick = new KickCommand(ports);
        this.banCommands = new BanCommands(ports);
        this.process = process;
    }

    /** What greetings call the server. */
    String software() {
        return process.software();
    }

    CompletionStage<Reply> run(CommandLine command) {
        Optional<OperatorVerb> found = OperatorVerb.find(command.verb());
        if (found.isEmpty()) {
            return now(Reply.error(ErrorCode.UNKNOWN_COMMAND));
        }
        OperatorVerb verb = found.get();
        if (!verb.arity().accepts(command.rest())) {
            return now(Reply.error(ErrorCode.USAGE, "Usage: " + verb.usage()));
        }
        // Whoever is asked has a little less time, so that who did not answer can be named.
        Deadline asked = Deadline.in(Limits.BRIDGE_TIME);
        return Deadline.in(Limits.OPERATOR_TIME)
                .bound(run(verb, command, asked))
                .exceptionallyCompose(OperatorCommands::unavailable);
    }

    private static CompletionStage<Reply> unavailable(Throwable failure) {
        return failure instanceof TimeoutException
                ? now(Reply.error(ErrorCode.UNAVAILABLE))
                : CompletableFuture.failedFuture(failure);
    }

    private CompletionStage<Reply> run(OperatorVerb verb, CommandLine command, Deadline deadline) {
        return switch (verb) {
            case ANNOUNCE -> announce(command.rest(), deadline);
            case USERS -> OperatorUsers.call(ports, deadline);
            case KICK -> kick.run(command.rest(), deadline);
            case BAN -> banCommands.ban(command.rest(), deadline);
            case UNBAN -> banCommands.unban(command.rest(), deadline);
            case BANS -> banCommands.bans(deadline);
            case STATS -> now(metrics());
            case DRAIN -> now(Reply.ok().then(process.drain()));
            case HELP -> now(Help.on(OperatorVerb.values(), command.rest()));
        };
    }

    /** What was announced is stored by then, whether the bridges can be asked for it or not. */
    private CompletionStage<Reply> announce(String text, Deadline deadline) {
        return ports.lobbyBus()
                .announce(text, deadline)
                .thenCompose(micros -> ports.bridges()
                        .lacking(micros, deadline)
                        .exceptionally(unknown -> Set.of(Unanswered.ANY))
                        .thenApply(silent -> Reply.ok(MessageTime.format(micros) + Unanswered.of(silent))));
    }

    private Reply metrics() {
        List<String> lines = process.metrics().get().stream()
                .flatMap(metric -> metric.readings().stream())
                .map(reading -> "STAT " + reading.name() + " " + figure(reading.value()))
                .toList();
        return Reply.counted(EncodedBody.of(lines));
    }

    private static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
