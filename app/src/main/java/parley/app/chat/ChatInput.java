package parley.app.chat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.protocol.CommandLine;
import parley.protocol.Verb;

/**
 * Makes commands of what somebody types: each is one line and whole, so that none depends on what is typed after it. Whom a whisper
 * is for stands in the prompt until its text is there.
 */
final class ChatInput {

    private static final String LINE_END = "\r\n|[\r\n]";

    private final ChatScreen screen;

    ChatInput(ChatScreen screen) {
        this.screen = screen;
    }

    /** What is to be sent next, in this order, which may be nothing; null when there is no more. */
    @Nullable
    List<String> next(String prompt) throws IOException {
        String typed = screen.read(prompt);
        if (typed == null) {
            return null;
        }
        List<String> lines = lines(typed);
        if (lines.size() > 1) {
            return pasted(lines, "in the lobby", Verb.PUB.word() + " ");
        }
        String name = lines.isEmpty() ? "" : listener(lines.get(0));
        return name.isEmpty() ? lines : whisper(name);
    }

    /** A nickname as it was typed, but for the end of a pasted line; null when there is no more. */
    @Nullable
    String nickname() throws IOException {
        String typed = screen.read("nickname: ");
        while (typed != null && lines(typed).size() > 1) {
            screen.show("-- a nickname is one line");
            typed = screen.read("nickname: ");
        }
        return typed == null || lines(typed).isEmpty() ? typed : lines(typed).get(0);
    }

    private @Nullable List<String> whisper(String name) throws IOException {
        String command = Verb.TO.word() + " " + name + " ";
        String text = screen.read(Verb.TO.word() + " " + name + "> ");
        if (text == null) {
            return null;
        }
        List<String> lines = lines(text);
        if (lines.isEmpty()) {
            screen.show("-- nothing was whispered to " + name);
            return lines;
        }
        return lines.size() > 1 ? pasted(lines, "to " + name, command) : List.of(command + lines.get(0));
    }

    /** Several lines at once may hold anything, commands too. */
    private @Nullable List<String> pasted(List<String> lines, String where, String command) throws IOException {
        String answer = screen.read(lines.size() + " lines at once: say each of them " + where + "? [y/N] ");
        if (answer == null) {
            return null;
        }
        if (!List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
            screen.show("-- nothing was sent");
            return List.of();
        }
        return lines.stream().map(line -> command + line).toList();
    }

    /** Of a whisper whose text would be the next line, who is to hear it; else empty. */
    private static String listener(String line) {
        CommandLine command = CommandLine.parse(line);
        String words = command.rest().stripLeading();
        boolean awaitsText = command.verb().equals(Verb.TO.word()) && !command.emptied() && words.indexOf(' ') < 0;
        return awaitsText ? words : "";
    }

    private static List<String> lines(String typed) {
        return Arrays.stream(typed.split(LINE_END))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
