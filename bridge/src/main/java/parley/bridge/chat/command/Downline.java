package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.Reply;
import parley.bridge.chat.Session;

/** {@code downline}: leaves; the nickname is free when the answer is read. */
final class Downline implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, String rest) {
        return session.leave().thenApply(left -> Reply.ok("Thank you").thenEnd());
    }
}
