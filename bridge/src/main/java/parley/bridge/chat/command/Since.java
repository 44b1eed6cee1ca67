package parley.bridge.chat.command;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.answer.SinceBody;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.MessageTime;
import parley.protocol.Verb;

/** Runs {@code since <time>}: sends the lobby after a message, from the log and, before it, from the stream. */
final class Since implements Handler {
    private final LobbyBus bus;

    Since(LobbyBus bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        OptionalLong after = MessageTime.parse(command.rest().strip());
        if (after.isEmpty()) {
            return Handler.usage(Verb.SINCE);
        }
        long noEarlier = Math.max(0, after.getAsLong()); // nothing was said before 1970
        return bus.caughtUp(deadline).thenComposeAsync(done -> answer(session, noEarlier), session.executor());
    }

    private CompletionStage<Reply> answer(Session session, long after) {
        SinceBody body =
                new SinceBody(bus, session.inbox(), after, session.origin().counted());
        return body.prepare().thenApply(ready -> Reply.counted(session.fenced(body)));
    }
}
