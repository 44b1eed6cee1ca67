package parley.bridge.chat.command;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.CommandTable;
import parley.bridge.chat.LobbyBus;
import parley.bridge.chat.Presence;
import parley.bridge.chat.Reply;
import parley.bridge.chat.Session;
import parley.bridge.chat.Whispers;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.Verb;

/** A session's commands: finds the verb, checks its arity once, and hands over to its class. */
public final class Commands implements CommandTable {
    private final Map<Verb, Handler> handlers = new EnumMap<>(Verb.class);

    public Commands(LobbyBus bus, Presence presence, Whispers whispers) {
        for (Verb verb : Verb.values()) {
            handlers.put(verb, handler(verb, bus, presence, whispers));
        }
    }

    /** Exhaustive: a verb without a class doesn't compile. */
    private static Handler handler(Verb verb, LobbyBus bus, Presence presence, Whispers whispers) {
        return switch (verb) {
            case PULL -> new Pull();
            case USERS -> new Users(presence);
            case PUB -> new Pub(bus);
            case TO -> new To(presence, whispers);
            case DOWNLINE -> new Downline();
            case HELP -> (session, rest) -> Handler.now(Help.on(Verb.values(), rest));
            case LIVE -> new Live();
            case HISTORY -> new History();
            case SINCE -> new Since(bus);
            case PING -> (session, rest) -> Handler.now(Reply.ok("pong"));
        };
    }

    @Override
    public CompletionStage<Reply> run(Session session, CommandLine command) {
        Optional<Verb> found = find(command.verb());
        if (found.isEmpty()) {
            return Handler.now(Reply.error(ErrorCode.UNKNOWN_COMMAND));
        }
        Verb verb = found.get();
        Handler handler = handlers.get(verb);
        if (handler == null || !verb.arity().accepts(command.rest())) {
            return Handler.usage(verb);
        }
        return handler.handle(session, command.rest());
    }

    @Override
    public boolean overlaps(String line) {
        return CommandLine.parse(line).verb().equals(Verb.PUB.word());
    }

    private static Optional<Verb> find(String word) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.word().equals(word))
                .findFirst();
    }
}
