package parley.bridge.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import parley.bridge.chat.Bridges;
import parley.bridge.chat.DirectClients;
import parley.bridge.chat.EncodedBody;
import parley.bridge.chat.Limits;
import parley.bridge.chat.LobbyBus;
import parley.bridge.chat.Presence;
import parley.bridge.chat.Reply;
import parley.bridge.chat.Stat;
import parley.bridge.chat.command.Help;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.OperatorVerb;
import parley.protocol.SafeText;

/** The operator's commands. Safe for all threads. */
final class OperatorCommands {
    private final LobbyBus bus;
    private final Bridges bridges;
    private final Presence presence;
    private final DirectClients directClients;
    private final Supplier<List<Stat>> stats;
    private final Runnable drain;

    /** @param drain starts the end of this process and returns at once */
    OperatorCommands(
            LobbyBus bus,
            Bridges bridges,
            Presence presence,
            DirectClients directClients,
            Supplier<List<Stat>> stats,
            Runnable drain) {
        this.bus = bus;
        this.bridges = bridges;
        this.presence = presence;
        this.directClients = directClients;
        this.stats = stats;
        this.drain = drain;
    }

    CompletionStage<Reply> run(CommandLine command) {
        Optional<OperatorVerb> found = Arrays.stream(OperatorVerb.values())
                .filter(verb -> verb.word().equals(command.verb()))
                .findFirst();
        if (found.isEmpty()) {
            return now(Reply.error(ErrorCode.UNKNOWN_COMMAND));
        }
        OperatorVerb verb = found.get();
        if (!verb.arity().accepts(command.rest())) {
            return now(Reply.error(ErrorCode.USAGE, "Usage: " + verb.usage()));
        }
        return run(verb, command)
                .toCompletableFuture()
                .copy()
                .orTimeout(Limits.OPERATOR_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(OperatorCommands::unavailable);
    }

    private static CompletionStage<Reply> unavailable(Throwable failure) {
        return failure instanceof TimeoutException
                ? now(Reply.error(ErrorCode.UNAVAILABLE))
                : CompletableFuture.failedFuture(failure);
    }

    private CompletionStage<Reply> run(OperatorVerb verb, CommandLine command) {
        return switch (verb) {
            case ANNOUNCE -> bus.announce(command.rest()).thenApply(OperatorCommands::announced);
            case USERS -> Roll.call(bridges, presence, directClients);
            case KICK -> kick(command.rest().stripLeading());
            case STATS -> now(stats());
            case DRAIN -> now(Reply.ok().then(drain));
            case HELP -> now(Help.on(OperatorVerb.values(), command.rest()));
        };
    }

    private static Reply announced(LobbyBus.Announcement made) {
        return Reply.ok(MessageTime.format(made.micros()) + silent(made.silent()));
    }

    /** Says which bridges did not answer; empty where all did. */
    private static String silent(Set<String> bridges) {
        return bridges.isEmpty()
                ? ""
                : " (no answer from bridge " + bridges.stream().sorted().collect(Collectors.joining(", ")) + ")";
    }

    private CompletionStage<Reply> kick(String rest) {
        int space = rest.indexOf(' ');
        String nick = space < 0 ? rest : rest.substring(0, space);
        String reason = space < 0 ? "" : rest.substring(space + 1).strip();
        return presence.find(nick)
                .thenCompose(
                        name -> name.isEmpty() ? now(Reply.error(ErrorCode.NO_SUCH_USER)) : kick(name.get(), reason));
    }

    private CompletionStage<Reply> kick(String name, String reason) {
        return bridges.kick(name, reason).thenCompose(kick -> switch (kick) {
            case DONE -> now(Reply.ok());
            case SILENT -> now(Reply.error(ErrorCode.UNAVAILABLE, "The bridge of that user did not answer."));
            case NO_SUCH_USER -> directClients.free(name).thenApply(freeing -> freed(name, freeing));
        });
    }

    private static Reply freed(String name, DirectClients.Freeing freeing) {
        return switch (freeing) {
            case FREED ->
                Reply.ok(SafeText.cleanForeign(name) + " was left behind by a direct client and is free now.");
            case ALIVE ->
                Reply.error(ErrorCode.NO_SUCH_USER, "That is a direct client, and it is there: no bridge can end it.");
            case NOT_DIRECT -> Reply.error(ErrorCode.NO_SUCH_USER);
        };
    }

    private Reply stats() {
        List<String> lines = stats.get().stream()
                .map(stat -> "STAT " + stat.name() + " " + figure(stat.value().getAsDouble()))
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
