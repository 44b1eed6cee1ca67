package parley.bridge.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.DirectClients.Freeing;
import parley.bridge.limits.Deadline;
import parley.protocol.ErrorCode;
import parley.protocol.SafeText;

/** Runs {@code kick}, which ends a session or frees a name that a direct client left behind. */
final class KickCommand {
    private final OperatorPorts ports;

    KickCommand(OperatorPorts ports) {
        this.ports = ports;
    }

    CompletionStage<Reply> run(String rest, Deadline deadline) {
        String all = rest.strip();
        String[] words = all.split(" ", 2);
        String reason = words.length > 1 ? words[1].strip() : "";
        return ports.presence()
                .find(words[0], deadline)
                .thenCompose(name -> name.isEmpty() ? free(all, deadline) : kick(name.get(), reason, deadline));
    }

    /** A direct client's name may have spaces in it. */
    private CompletionStage<Reply> free(String name, Deadline deadline) {
        return name.indexOf(' ') < 0
                ? now(Reply.error(ErrorCode.NO_SUCH_USER))
                : ports.directClients().free(name, deadline).thenApply(freeing -> freed(name, freeing));
    }

    private CompletionStage<Reply> kick(String name, String reason, Deadline deadline) {
        return ports.bridges().kick(name, reason, deadline).thenCompose(kick -> switch (kick) {
            case DONE -> now(Reply.ok());
            case SILENT -> now(Reply.error(ErrorCode.UNAVAILABLE, "The bridge of that user did not answer."));
            case NO_SUCH_USER -> ports.directClients().free(name, deadline).thenApply(freeing -> freed(name, freeing));
        });
    }

    private static Reply freed(String name, Freeing freeing) {
        return switch (freeing) {
            case FREED ->
                Reply.ok(SafeText.cleanForeign(name) + " was left behind by a direct client and is free now.");
            case ALIVE ->
                Reply.error(ErrorCode.NO_SUCH_USER, "That is a direct client, and it is there: no bridge can end it.");
            case NOT_DIRECT -> Reply.error(ErrorCode.NO_SUCH_USER);
        };
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
