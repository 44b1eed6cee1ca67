package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.Verb;

/** Runs {@code once <key> <message>}: publishes the message in the lobby, unless its sender has said it under that key already. */
final class Once implements Handler {
    private static final Pattern KEYED = Pattern.compile("([A-Za-z0-9._-]{1,64}) (.+)", Pattern.DOTALL);

    private final LobbyBus bus;

    Once(LobbyBus bus) {
        this.bus = bus;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        Matcher keyed = KEYED.matcher(command.rest());
        if (!keyed.matches()) {
            return Handler.usage(Verb.ONCE);
        }
        LobbyBus.Keyed said = new LobbyBus.Keyed(keyed.group(1), keyed.group(2));
        if (!session.maySend(said.text())) {
            return Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
        }
        return bus.publishOnce(session.nick(), session.origin().counted(), said, deadline)
                .thenApply(Pub::reply);
    }
}
