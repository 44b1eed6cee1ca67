package parley.bridge.chat.command;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;
import parley.bridge.chat.session.CommandTable;
import parley.bridge.chat.session.Help;
import parley.bridge.chat.session.Request;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.MessageTime;
import parley.protocol.Verb;

/** Finds the verb of a session's command, checks its arity once, and hands over to the verb's class. */
public final class Commands implements CommandTable {
    private final Map<Verb, Handler> handlers = new EnumMap<>(Verb.class);
    private final To to;

    public Commands(LobbyBus bus, Presence presence, Whispers whispers, Archivers archivers) {
        this.to = new To(presence, whispers);
        for (Verb verb : Verb.values()) {
            handlers.put(verb, handler(verb, bus, presence, archivers, to));
        }
    }

    /** Exhaustive: a verb without a class doesn't compile. */
    private static Handler handler(Verb verb, LobbyBus bus, Presence presence, Archivers archivers, To to) {
        return switch (verb) {
            case PULL -> new Pull();
            case USERS -> new Users(presence);
            case PUB -> new Pub(bus);
            case TO -> to;
            case DOWNLINE -> new Downline();
            case HELP -> (session, command, deadline) -> Handler.now(Help.on(Verb.values(), command.rest()));
            case LIVE -> new Live();
            case HISTORY -> new History();
            case SINCE -> new Since(bus);
            case SEARCH -> new Search(archivers);
            case MARK ->
                (session, command, deadline) ->
                        Handler.now(Reply.ok(MessageTime.format(session.inbox().given())));
            case ONCE -> new Once(bus);
            case TOKEN ->
                (session, command, deadline) -> presence.token(session.nick(), deadline)
                        .thenApply(token -> {
                            session.holdsBy(token);
                            return Reply.ok(token);
                        });
            case PING -> (session, command, deadline) -> Handler.now(Reply.ok("pong"));
        };
    }

    @Override
    public Request read(Session session, CommandLine command) {
        Optional<Verb> found = Verb.find(command.verb());
        if (found.isEmpty()) {
            return Request.answered(Reply.error(ErrorCode.UNKNOWN_COMMAND));
        }
        Verb verb = found.get();
        Handler handler = handlers.get(verb);
        if (handler == null || !verb.arity().accepts(command.rest())) {
            return Request.alone(() -> Handler.usage(verb));
        }
        return new Request(verb.overlaps(), () -> handler.handle(session, command, Deadline.ofRedis()));
    }

    @Override
    public CompletionStage<Reply> whisper(Session session, String name, String line) {
        return to.text(session, name, line);
    }
}
