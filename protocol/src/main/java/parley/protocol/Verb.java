package parley.protocol;

import java.util.Map;
import java.util.Optional;

/** The commands of a session: the table from which parsing, gates, order and {@code help} come. */
public enum Verb implements Command {
    PULL(Arity.NONE, Start.ALONE, "pull", "fetch your unread messages"),
    USERS(Arity.NONE, Start.ALONE, "users", "see who is online"),
    PUB(Arity.REQUIRED, Start.OVERLAPPING, "pub <message>", "say it in the lobby"),
    TO(
            Arity.REQUIRED,
            Start.ALONE,
            "to <someone> [message]",
            "whisper; without a message, your next line is the message"),
    DOWNLINE(Arity.NONE, Start.ALONE, "downline", "leave"),
    HELP(Arity.OPTIONAL, Start.ALONE, "help [command]", "this list, or one command"),
    LIVE(Arity.OPTIONAL, Start.ALONE, "live [on|off]", "what is unread now, then each message as it comes"),
    HISTORY(
            Arity.OPTIONAL,
            Start.ALONE,
            "history [n]",
            "the last n messages of the lobby; n is 20 if left out, 1 to 1000"),
    SINCE(
            Arity.REQUIRED,
            Start.ALONE,
            "since <time>",
            "the lobby after that message's time, as after a lost connection"),
    SEARCH(
            Arity.REQUIRED,
            Start.ALONE,
            "search <words>",
            "the newest 20 messages in the archive that hold all of these words"),
    MARK(Arity.NONE, Start.ALONE, "mark", "the time to give to since, to go on behind what you have"),
    ONCE(
            Arity.REQUIRED,
            Start.OVERLAPPING,
            "once <key> <message>",
            "as pub, but what was said under that key is not said again"),
    TOKEN(
            Arity.NONE,
            Start.ALONE,
            "token",
            "a secret; log in with your nickname, a space and it to have your nickname back at once"),
    PING(Arity.NONE, Start.ALONE, "ping", "see whether the server answers");

    /** When a command may begin. */
    private enum Start {
        /** When all before it are answered. */
        ALONE,
        /** Also while others that overlap have no answer yet; they take effect in the order sent all the same. */
        OVERLAPPING
    }

    private static final Map<String, Verb> BY_WORD = Command.byWord(values());

    private final Arity arity;
    private final Start start;
    private final String usage;
    private final String summary;

    Verb(Arity arity, Start start, String usage, String summary) {
        this.arity = arity;
        this.start = start;
        this.usage = usage;
        this.summary = summary;
    }

    /** The command of that word, given in lower case. */
    public static Optional<Verb> find(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Whether it may begin while others that overlap have no answer yet. */
    public boolean overlaps() {
        return start == Start.OVERLAPPING;
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
