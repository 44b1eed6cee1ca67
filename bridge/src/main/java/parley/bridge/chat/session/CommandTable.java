package parley.bridge.chat.session;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.protocol.CommandLine;

/** Says what a logged-in session's commands ask for; used on the session's executor. */
public interface CommandTable {
    /** What a line that is not blank asks for. */
    Request read(Session session, CommandLine command);

    /** Whispers a line that was awaited as the text to somebody. */
    CompletionStage<Reply> whisper(Session session, String to, String line);
}
