package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.answer.UnreadBody;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;

/** Runs {@code pull}: sends what is unread. */
final class Pull implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        return Handler.now(Reply.counted(session.fenced(new UnreadBody(session.inbox()))));
    }
}
