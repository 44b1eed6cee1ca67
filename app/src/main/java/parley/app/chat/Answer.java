package parley.app.chat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import parley.app.connection.LineConnection;
import parley.protocol.CommandLine;
import parley.protocol.Verb;

/**
 * Gathers the lines of an answer that somebody asked for, to show them together. Of the messages that come before its status line
 * only the last n, as {@code OK <n>} says, are the answer's; the others came by themselves.
 */
final class Answer {
    private final String verb;
    private final String rest;
    private final List<String> lines = new ArrayList<>();

    Answer(String command) {
        CommandLine parsed = CommandLine.parse(command);
        this.verb = parsed.verb();
        this.rest = parsed.rest();
    }

    /** Whether the line may be one of the answer's, and is kept until it is complete. */
    boolean takes(String line) {
        boolean mayBe =
                line.startsWith("USER ") || line.startsWith("HELP ") || (bringsMessages() && ChatLine.isMessage(line));
        return mayBe && lines.add(line);
    }

    private boolean bringsMessages() {
        return verb.equals(Verb.SEARCH.word()) || verb.equals(Verb.HISTORY.word());
    }

    /** What came by itself, which the answer holds no longer; to be asked before {@link #show}. */
    List<String> cameByItself(String status) {
        if (!bringsMessages()) {
            return List.of();
        }
        long ours = LineConnection.isOk(status) ? count(status) : 0;
        List<String> others = lines.subList(0, (int) Math.max(0, lines.size() - ours));
        List<String> came = List.copyOf(others);
        others.clear();
        return came;
    }

    /** The n of {@code OK <n>}; 0 where there is none. */
    static long count(String status) {
        return status.matches("OK \\d{1,9}") ? Long.parseLong(status.substring("OK ".length())) : 0;
    }

    /** @param status completes it */
    void show(String status, String nick, Clock clock, ChatScreen screen) {
        if (LineConnection.isError(status)) {
            screen.show(ChatLine.trouble(ChatLine.reason(status)));
            return;
        }
        if (bringsMessages()) {
            String what = verb.equals(Verb.SEARCH.word()) ? "found for " + rest : "what was said last";
            screen.note(what + ": " + lines.size());
            lines.forEach(
                    line -> screen.show(ChatLine.message(line, nick, clock).asNote()));
        } else if (verb.equals(Verb.USERS.word())) {
            screen.note("online: " + lines.size());
            lines.forEach(line -> screen.show(ChatLine.user(line)));
        } else if (verb.equals(Verb.HELP.word())) {
            lines.forEach(line -> screen.note(line.substring("HELP ".length())));
        } else if (status.length() > "OK ".length()) {
            screen.note(ChatLine.reason(status));
        }
    }
}
