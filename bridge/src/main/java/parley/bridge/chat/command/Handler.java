package parley.bridge.chat.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.session.Session;
import parley.protocol.Command;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;

/** What a verb does. Called on the session's executor, when the verb's arity holds. */
interface Handler {
    CompletionStage<Reply> handle(Session session, CommandLine command);

    static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    static CompletionStage<Reply> usage(Command command) {
        return now(Reply.error(ErrorCode.USAGE, "Usage: " + command.usage()));
    }
}
