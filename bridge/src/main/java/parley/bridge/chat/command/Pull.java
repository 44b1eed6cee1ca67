package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.Reply;
import parley.bridge.chat.Session;
import parley.bridge.chat.UnreadBody;
import parley.protocol.CommandLine;

/** {@code pull}: what is unread. */
final class Pull implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command) {
        return Handler.now(Reply.counted(session.fenced(new UnreadBody(session.inbox()))));
    }
}
