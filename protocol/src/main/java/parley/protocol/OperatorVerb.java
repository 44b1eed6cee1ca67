package parley.protocol;

import java.util.Map;
import java.util.Optional;

/** The commands of the operator's socket. */
public enum OperatorVerb implements Command {
    ANNOUNCE(Arity.REQUIRED, "announce <text>", "tell everybody"),
    USERS(Arity.NONE, "users", "who is online, where, since when and with how much unread"),
    KICK(Arity.REQUIRED, "kick <nick> [reason]", "end somebody's session, on any bridge"),
    BAN(
            Arity.REQUIRED,
            "ban <nick|address|cidr> [duration] [reason]",
            "keep somebody out of all bridges, for 10m or the like"),
    UNBAN(Arity.REQUIRED, "unban <nick|address|cidr>", "let them in again"),
    BANS(Arity.NONE, "bans", "who is kept out, until when and why"),
    STATS(Arity.NONE, "stats", "this bridge's figures"),
    DRAIN(Arity.NONE, "drain", "say goodbye to everybody and end this process"),
    HELP(Arity.OPTIONAL, "help [command]", "this list, or one command");

    private static final Map<String, OperatorVerb> BY_WORD = Command.byWord(values());

    private final Arity arity;
    private final String usage;
    private final String summary;

    OperatorVerb(Arity arity, String usage, String summary) {
        this.arity = arity;
        this.usage = usage;
        this.summary = summary;
    }

    /** The command of that word, given in lower case. */
    public static Optional<OperatorVerb> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    @Override
    public Arity arity() {
        return arity;
    }

    @Override
    public String usage() {
        return usage;
    }

    @Override
    public String summary() {
        return summary;
    }
}
