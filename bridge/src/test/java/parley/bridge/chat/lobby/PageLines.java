package parley.bridge.chat.lobby;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of encoded messages, to look at. */
public final class PageLines {
    private PageLines() {}

    /** All of them, without their ends. */
    public static List<String> of(EncodedMessages messages) {
        return StandardCharsets.UTF_8
                .decode(messages.lines().duplicate())
                .toString()
                .lines()
                .toList();
    }

    /** What stands behind {@code <nick>: } in each. */
    public static List<String> texts(EncodedMessages messages) {
        return of(messages).stream()
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
    }
}
