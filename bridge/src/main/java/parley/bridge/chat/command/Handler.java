package parley.bridge.chat.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.Command;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;

/** Does what a verb says. Called on the session's executor, when the verb's arity holds, with the command's deadline. */
interface Handler {
    CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline);

    static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    static CompletionStage<Reply> usage(Command command) {
        return now(Reply.error(ErrorCode.USAGE, "Usage: " + command.usage()));
    }
}
