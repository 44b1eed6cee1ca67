package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;

/** Runs {@code downline}: the session leaves, and the nickname is free when the answer is read. */
final class Downline implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        return session.leave().thenApply(left -> Reply.ok("Thank you").thenEnd());
    }
}
