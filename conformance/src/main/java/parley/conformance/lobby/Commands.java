package parley.conformance.lobby;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.protocol.MessageTime;
import parley.protocol.SafeText;
import parley.protocol.Verb;

/** Does what lines ask for, and gives the answers that the protocol wants. Guarded by the lobby. */
final class Commands {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NICK = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]{1,32}");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private static final Set<String> VERBS =
            Arrays.stream(Verb.values()).map(Verb::word).collect(Collectors.toUnmodifiableSet());

    /** What takes no argument. */
    private static final Set<String> ALONE = Set.of("ping", "pull", "users", "mark", "token", "downline");

    private final Lobby lobby;

    Commands(Lobby lobby) {
        this.lobby = lobby;
    }

    List<String> login(Connection connection, String line) {
        String[] words = line.strip().split(" ", 2);
        if (words[0].isEmpty()) {
            return error("nick-blank");
        }
        if (!NICK.matcher(words[0]).matches()) {
            return error("nick-invalid");
        }
        if (VERBS.contains(words[0].toLowerCase(Locale.ROOT))) {
            return error("nick-reserved");
        }
        if (words.length > 1 && !TOKEN.matcher(words[1]).matches()) {
            return error("nick-invalid");
        }
        String nick = words[0];
        Connection before = lobby.holds().holder(nick);
        Holds.Claim claim = lobby.holds().claim(nick, words.length > 1 ? words[1] : null, connection);
        if (claim == Holds.Claim.TAKEN) {
            return error("nick-taken");
        }
        if (claim == Holds.Claim.TAKEN_OVER && before != null) {
            before.bye("replaced");
        }
        connection.loggedIn(nick);
        return List.of(
                claim == Holds.Claim.NEW
                        ? "OK Welcome " + nick + "! Type help for the commands."
                        : "OK Welcome back " + nick + "! Type help for the commands.");
    }

    List<String> text(Connection connection, String line) {
        String to = connection.endText();
        String text = SafeText.stripTrailing(line);
        return text.isEmpty() ? error("usage") : whisper(connection, to, text);
    }

    List<String> command(Connection connection, String verb, String rest) {
        if (ALONE.contains(verb) && !rest.isEmpty()) {
            return error("usage");
        }
        return switch (verb) {
            case "ping" -> List.of("OK pong");
            case "pull" -> counted(connection.unread());
            case "users" -> users();
            case "pub" -> pub(connection, rest);
            case "once" -> once(connection, rest);
            case "to" -> to(connection, rest);
            case "live" -> live(connection, rest);
            case "mark" -> mark(connection);
            case "token" -> token(connection);
            case "since" -> since(connection, rest);
            case "history" -> history(rest);
            case "help" -> List.of("HELP Parley's kit answers here, and has no help.", "OK");
            case "search" -> error(rest.isBlank() ? "usage" : "unavailable");
            case "downline" -> List.of("OK Thank you");
            default -> error("unknown-command");
        };
    }

    private static List<String> counted(List<String> lines) {
        List<String> answer = new ArrayList<>(lines);
        answer.add("OK " + lines.size());
        return answer;
    }

    private List<String> users() {
        SortedSet<String> names = new TreeSet<>(lobby.people());
        names.addAll(lobby.holds().names());
        return counted(names.stream().map(name -> "USER " + name).toList());
    }

    private List<String> pub(Connection connection, String text) {
        if (text.isEmpty()) {
            return error("usage");
        }
        long micros = lobby.history().say(connection.name(), text);
        lobby.spread(connection);
        return List.of("OK " + MessageTime.format(micros));
    }

    private List<String> once(Connection connection, String rest) {
        int space = rest.indexOf(' ');
        String key = space < 0 ? rest : rest.substring(0, space);
        String text = space < 0 ? "" : rest.substring(space + 1);
        if (!KEY.matcher(key).matches() || text.isEmpty()) {
            return error("usage");
        }
        long micros = lobby.history().once(connection.name(), key, text);
        lobby.spread(connection);
        return List.of("OK " + MessageTime.format(micros));
    }

    private List<String> to(Connection connection, String rest) {
        int start = 0;
        while (start < rest.length() && SafeText.isWhite(rest.charAt(start))) {
            start++;
        }
        int space = rest.indexOf(' ', start);
        String name = space < 0 ? rest.substring(start) : rest.substring(start, space);
        if (name.isEmpty()) {
            return error("usage");
        }
        String found = find(name);
        if (found == null) {
            return error("no-such-user");
        }
        if (space < 0) {
            connection.awaitText(found);
            return List.of("OK");
        }
        return whisper(connection, found, rest.substring(space + 1));
    }

    private @Nullable String find(String name) {
        SortedSet<String> names = new TreeSet<>(lobby.people());
        names.addAll(lobby.holds().names());
        return names.contains(name)
                ? name
                : names.stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
    }

    private List<String> whisper(Connection connection, String to, String text) {
        lobby.whisperedBy(connection, to, text);
        lobby.whisper(connection.name(), to, text);
        return List.of("OK");
    }

    private static List<String> live(Connection connection, String rest) {
        String word = rest.strip().toLowerCase(Locale.ROOT);
        if (word.equals("off")) {
            connection.goLive(false);
            return List.of("OK");
        }
        if (!word.isEmpty() && !word.equals("on")) {
            return error("usage");
        }
        List<String> answer = new ArrayList<>(connection.unread());
        answer.add("OK");
        connection.goLive(true);
        return answer;
    }

    private List<String> mark(Connection connection) {
        connection.marked();
        return List.of("OK " + MessageTime.format(lobby.history().mark(connection.position())));
    }

    private List<String> token(Connection connection) {
        connection.gaveToken();
        return List.of("OK " + lobby.holds().token(connection.name()));
    }

    private List<String> since(Connection connection, String rest) {
        OptionalLong time = MessageTime.parse(rest.strip());
        if (time.isEmpty()) {
            return error("usage");
        }
        int position = lobby.history().behind(time.getAsLong());
        List<String> lines =
                lobby.history().from(position).stream().map(Said::line).toList();
        connection.position(lobby.history().size());
        return counted(lines);
    }

    private List<String> history(String rest) {
        String number = rest.isBlank() ? "20" : rest.strip();
        if (!number.matches("[1-9]\\d{0,3}") || Integer.parseInt(number) > 1_000) {
            return error("usage");
        }
        int first = Math.max(0, lobby.history().size() - Integer.parseInt(number));
        return counted(lobby.history().from(first).stream().map(Said::line).toList());
    }

    static List<String> error(String code) {
        return List.of("ERR " + code + " The kit says so.");
    }
}
