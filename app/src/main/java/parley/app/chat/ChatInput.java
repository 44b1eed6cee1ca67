package parley.app.chat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.protocol.CommandLine;
import parley.protocol.SafeText;
import parley.protocol.Verb;

/**
 * Makes of what somebody types what is to be sent: a line is said in the lobby, unless it begins with a slash. Each is one line and
 * whole, so that none depends on what is typed after it. Whom a whisper is for stands in the prompt until its text is there.
 */
final class ChatInput {
    private static final String SLASH = "/";
    private static final String QUIT = "quit";
    private static final String LINE_END = "\r\n|[\r\n]";

    /** What may be typed behind a slash; the server may know more. */
    static final List<String> COMMANDS = Stream.concat(
                    Stream.of(Verb.TO, Verb.USERS, Verb.SEARCH, Verb.HISTORY, Verb.HELP, Verb.PING)
                            .map(Verb::word),
                    Stream.of(QUIT))
            .map(SLASH::concat)
            .toList();

    private final ChatScreen screen;
    private final Function<String, Typed.Said> said;

    /** @param said gives what is said its key */
    ChatInput(ChatScreen screen, Function<String, Typed.Said> said) {
        this.screen = screen;
        this.said = said;
    }

    /** What is to be sent next, in this order, which may be nothing; null when there is no more. */
    @Nullable
    List<Typed> next(String prompt) throws IOException {
        String typed = screen.read(prompt);
        if (typed == null) {
            return null;
        }
        List<String> lines = lines(typed);
        if (lines.size() > 1) {
            return pasted(lines, "in the lobby", said::apply);
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        String line = lines.get(0);
        if (!line.startsWith(SLASH)) {
            return List.of(said.apply(line));
        }
        // Two slashes are one that is said.
        return line.startsWith(SLASH + SLASH)
                ? List.of(said.apply(line.substring(SLASH.length())))
                : command(line.substring(SLASH.length()));
    }

    private @Nullable List<Typed> command(String line) throws IOException {
        CommandLine command = CommandLine.parse(line);
        String verb = command.verb();
        if ((verb.equals(QUIT) || verb.equals(Verb.DOWNLINE.word()))
                && command.rest().isEmpty()) {
            return null;
        }
        if (verb.isEmpty()) {
            screen.note("behind a slash comes a command; /help lists them");
            return List.of();
        }
        if (verb.equals(Verb.HELP.word()) && command.rest().isBlank()) {
            help();
            return List.of();
        }
        if (!verb.equals(Verb.TO.word())) {
            return List.of(
                    verb.equals(Verb.PUB.word()) && !command.rest().isEmpty()
                            ? said.apply(command.rest())
                            : new Typed.Asked(line));
        }
        String words = command.rest().stripLeading();
        int space = words.indexOf(' ');
        if (space >= 0) {
            return List.of(new Typed.Whispered(words.substring(0, space), words.substring(space + 1)));
        }
        if (words.isEmpty()) {
            screen.note("to whom? /to <someone> <message>");
            return List.of();
        }
        return whisper(words);
    }

    private void help() {
        screen.note("what you type is said to everyone; // begins what is said with one slash");
        Stream.of(Verb.TO, Verb.USERS, Verb.SEARCH, Verb.HISTORY, Verb.PING)
                .forEach(verb -> screen.note(SLASH + verb.usage() + " - " + verb.summary()));
        screen.note(SLASH + QUIT + " - leave, as Ctrl-D does");
        screen.note("behind a slash the server takes its other commands too; /help <command> explains one");
    }

    /** A nickname as it was typed, but for the end of a pasted line; null when there is no more. */
    @Nullable
    String nickname() throws IOException {
        String typed = screen.read("nickname: ");
        while (typed != null && lines(typed).size() != 1) {
            if (!lines(typed).isEmpty()) {
                screen.note("a nickname is one line");
            }
            typed = screen.read("nickname: ");
        }
        return typed == null ? null : lines(typed).get(0);
    }

    private @Nullable List<Typed> whisper(String name) throws IOException {
        String text = screen.read(SLASH + Verb.TO.word() + " " + name + "> ");
        if (text == null) {
            return null;
        }
        List<String> lines = lines(text);
        if (lines.isEmpty()) {
            screen.note("nothing was whispered to " + name);
            return List.of();
        }
        return lines.size() > 1
                ? pasted(lines, "to " + name, line -> new Typed.Whispered(name, line))
                : List.of(new Typed.Whispered(name, lines.get(0)));
    }

    /** Several lines at once may hold anything, commands too. */
    private @Nullable List<Typed> pasted(List<String> lines, String where, Function<String, Typed> each)
            throws IOException {
        String answer = screen.read(lines.size() + " lines at once: say each of them " + where + "? [y/N] ");
        if (answer == null) {
            return null;
        }
        if (!List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
            screen.note("nothing was sent");
            return List.of();
        }
        return lines.stream().map(each).toList();
    }

    /** Without those of which nothing is left to be sent. */
    private static List<String> lines(String typed) {
        return Arrays.stream(typed.split(LINE_END))
                .map(SafeText::clean)
                .filter(line -> !SafeText.stripTrailing(line).isEmpty())
                .toList();
    }
}
