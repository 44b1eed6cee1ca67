package parley.bridge.chat.session;

import org.jspecify.annotations.Nullable;
import parley.bridge.chat.name.Nickname;

/** Says what a session is doing, which decides what its next line means. */
sealed interface Phase {
    /** The next line is a nickname. */
    record LoggingIn() implements Phase {}

    /** The next line is a command. */
    record TakingCommands(Nickname nick) implements Phase {}

    /** The next line, whatever it holds, is what is whispered to somebody. */
    record AwaitingText(Nickname nick, String to) implements Phase {}

    /** The goodbye is said, or the connection gone: no line means anything any more. */
    record Over() implements Phase {}

    /** The nickname under which the session is logged in; null where it is not. */
    default @Nullable Nickname nick() {
        return null;
    }
}
