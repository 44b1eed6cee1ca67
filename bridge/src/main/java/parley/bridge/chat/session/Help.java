package parley.bridge.chat.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import parley.bridge.chat.answer.EncodedBody;
import parley.bridge.chat.answer.Reply;
import parley.protocol.Command;
import parley.protocol.ErrorCode;
import parley.protocol.ServerLine;

/** Answers {@code help} from the table of commands. */
public final class Help {
    private Help() {}

    /** All commands, or the one that is named. */
    public static Reply on(Command[] table, String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        List<String> lines = Arrays.stream(table)
                .filter(command -> word.isEmpty() || command.word().equals(word))
                .map(command -> ServerLine.help(command.usage() + " - " + command.summary()))
                .toList();
        return lines.isEmpty() ? Reply.error(ErrorCode.UNKNOWN_COMMAND) : Reply.ok(EncodedBody.of(lines));
    }
}
