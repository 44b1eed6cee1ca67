package parley.bridge.chat.session;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.protocol.CommandLine;

/** Runs a logged-in session's commands; on the session's executor. */
public interface CommandTable {
    CompletionStage<Reply> run(Session session, CommandLine command);

    /** Whispers a line that was awaited as the text to somebody. */
    CompletionStage<Reply> whisper(Session session, String to, String line);

    /** Whether the command may begin while others of its kind have no answer yet. */
    boolean overlaps(String line);
}
