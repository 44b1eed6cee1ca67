package parley.bridge.chat.command;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.ByeCode;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;

/** Runs {@code pub <message>}: publishes the message in the lobby. */
final class Pub implements Handler {
    private final LobbyBus bus;

    Pub(LobbyBus bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        if (!session.maySend(command.rest())) {
            return Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
        }
        return bus.publish(session.nick(), session.origin().counted(), command.rest(), deadline)
                .thenApply(Pub::reply);
    }

    static Reply reply(OptionalLong micros) {
        return micros.isPresent() ? Reply.ok(MessageTime.format(micros.getAsLong())) : Reply.bye(ByeCode.NICK_LOST);
    }
}
