package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.Reply;
import parley.bridge.chat.Session;
import parley.bridge.chat.UnreadBody;

/** {@code pull}: what is unread. */
final class Pull implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, String rest) {
        return Handler.now(Reply.counted(new UnreadBody(session.inbox())));
    }
}
