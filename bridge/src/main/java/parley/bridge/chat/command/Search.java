package parley.bridge.chat.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.Verb;
import parley.protocol.archive.ArchiveQuestion;

/** Runs {@code search <words>}: sends what the archive has of them; changes nothing. */
final class Search implements Handler {
    private static final Reply NOTHING_TO_LOOK_FOR = Reply.error(
            ErrorCode.USAGE,
            "There is no word, character or number in that to look for. Usage: " + Verb.SEARCH.usage());
    private static final Reply NO_ARCHIVE =
            Reply.error(ErrorCode.UNAVAILABLE, "The archive does not answer just now; try again.");

    private final Archivers archivers;

    Search(Archivers archivers) {
        this.archivers = archivers;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        if (ArchiveQuestion.Words.isWordless(command.rest())) {
            return Handler.now(NOTHING_TO_LOOK_FOR);
        }
        if (!session.maySearch()) {
            return Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
        }
        return archivers
                .search(command.rest(), session.origin().counted(), deadline)
                .thenApply(found -> reply(session, found))
                .exceptionallyCompose(Search::refusal);
    }

    private static Reply reply(Session session, Optional<Archivers.Found> found) {
        return found.map(first -> Reply.counted(session.fenced(new SearchBody(first))))
                .orElse(NOTHING_TO_LOOK_FOR);
    }

    private static CompletionStage<Reply> refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof UnavailableException ? Handler.now(NO_ARCHIVE) : CompletableFuture.failedFuture(cause);
    }
}
