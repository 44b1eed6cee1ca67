package parley.protocol;

/** The commands of a session: the table from which parsing, gates and {@code help} come. */
public enum Verb implements Command {
    PULL(Arity.NONE, "pull", "fetch your unread messages"),
    USERS(Arity.NONE, "users", "see who is online"),
    PUB(Arity.REQUIRED, "pub <message>", "say it in the lobby"),
    TO(Arity.REQUIRED, "to <someone> [message]", "whisper; without a message, your next line is the message"),
    DOWNLINE(Arity.NONE, "downline", "leave"),
    HELP(Arity.OPTIONAL, "help [command]", "this list, or one command"),
    LIVE(Arity.OPTIONAL, "live [on|off]", "what is unread now, then each message as it comes"),
    HISTORY(Arity.OPTIONAL, "history [n]", "the last n messages of the lobby; n is 20 if left out, 1 to 1000"),
    SINCE(Arity.REQUIRED, "since <time>", "the lobby after that message's time, as after a lost connection"),
    PING(Arity.NONE, "ping", "see whether the server answers");

    private final Arity arity;
    private final String usage;
    private final String summary;

    Verb(Arity arity, String usage, String summary) {
        this.arity = arity;
        this.usage = usage;
        this.summary = summary;
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
