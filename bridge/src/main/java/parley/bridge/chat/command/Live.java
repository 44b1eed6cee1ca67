package parley.bridge.chat.command;

import java.util.Locale;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.answer.UnreadBody;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.Verb;

/** Runs {@code live [on|off]}: sends what is unread, then each message as it comes. */
final class Live implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        return switch (command.rest().strip().toLowerCase(Locale.ROOT)) {
            case "", "on" ->
                Handler.now(Reply.ok(session.fenced(new UnreadBody(session.inbox())))
                        .then(() -> session.live(true)));
            case "off" -> Handler.now(Reply.ok().then(() -> session.live(false)));
            default -> Handler.usage(Verb.LIVE);
        };
    }
}
