package parley.bridge.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bridges;
import parley.bridge.limits.Deadline;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.OperatorVerb;

/** Runs the operator's {@code ban}, {@code unban} and {@code bans}. */
final class BanCommands {
    private final OperatorPorts ports;

    BanCommands(OperatorPorts ports) {
        this.ports = ports;
    }

    CompletionStage<Reply> ban(String rest, Deadline deadline) {
        Optional<BanRequest> request = BanRequest.parse(rest);
        if (request.isEmpty()) {
            return usage(OperatorVerb.BAN);
        }
        BanRequest ban = request.get();
        return ports.bans()
                .add(ban.target(), ban.length(), ban.reason(), deadline)
                .thenCompose(list -> enforce(deadline))
                .thenApply(enforced -> Reply.ok(enforced.ended() + Unanswered.of(enforced.silent())));
    }

    /** What was done is stored by now, whether the bridges can be told or not. */
    private CompletionStage<Bridges.Enforcement> enforce(Deadline deadline) {
        return ports.bridges()
                .enforceBans(deadline)
                .exceptionally(unknown -> new Bridges.Enforcement(0, Set.of(Unanswered.ANY)));
    }

    CompletionStage<Reply> unban(String rest, Deadline deadline) {
        Optional<BanTarget> target = BanTarget.parse(rest.strip());
        if (target.isEmpty()) {
            return usage(OperatorVerb.UNBAN);
        }
        return ports.bans()
                .remove(target.get(), deadline)
                .thenCompose(was -> was
                        ? enforce(deadline)
                                .thenApply(enforced -> Reply.ok(
                                        Unanswered.of(enforced.silent()).strip()))
                        : CompletableFuture.completedFuture(Reply.error(ErrorCode.NO_SUCH_BAN)));
    }

    CompletionStage<Reply> bans(Deadline deadline) {
        return ports.bans().refresh(deadline).thenApply(BanCommands::listed);
    }

    private static Reply listed(BanList bans) {
        List<String> lines = bans.all().stream()
                .map(ban -> "BAN " + ban.target().text() + " until=" + until(ban) + " reason=" + ban.reason())
                .toList();
        return Reply.counted(EncodedBody.of(lines));
    }

    private static String until(Ban ban) {
        return ban.until() == Ban.FOREVER ? "never" : MessageTime.format(ban.until());
    }

    private static CompletionStage<Reply> usage(OperatorVerb verb) {
        return CompletableFuture.completedFuture(Reply.error(ErrorCode.USAGE, "Usage: " + verb.usage()));
    }
}
