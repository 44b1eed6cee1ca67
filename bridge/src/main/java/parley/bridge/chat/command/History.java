package parley.bridge.chat.command;

import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.LogBody;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.protocol.CommandLine;
import parley.protocol.Verb;

/** Runs {@code history [n]}: sends the last n messages of the lobby; changes nothing. */
final class History implements Handler {
    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        int wanted = command.rest().isEmpty()
                ? Limits.HISTORY_DEFAULT
                : number(command.rest().strip());
        if (wanted < 1 || wanted > Limits.HISTORY_MAX) {
            return Handler.usage(Verb.HISTORY);
        }
        LobbyLog log = session.inbox().log();
        long head = log.head();
        return Handler.now(
                Reply.counted(session.fenced(new LogBody(session.inbox(), log.backFrom(head, wanted), head))));
    }

    /** Plain digits only; -1 for anything else. */
    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
