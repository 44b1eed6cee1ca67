package parley.client.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ServerLine;
import parley.client.error.ParleyException;

/**
 * Is a line that gets one status line, and gathers what belongs to its answer. The thread that reads the session completes it, and runs
 * what depends on it.
 */
public final class Request {
    /** What becomes of messages that come while this answer is due. */
    private enum Messages {
        /** They came by themselves. */
        PASS,
        /** The last n before {@code OK <n>} are the answer's, and go nowhere else. */
        KEEP,
        /** They are the answer's, and are handed on as if they had come by themselves. */
        CATCH_UP
    }

    private final @Nullable String line;
    private final Messages messages;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final List<String> users = new ArrayList<>();
    private final List<ServerLine> held = new ArrayList<>();

    private Request(@Nullable String line, Messages messages) {
        this.line = line;
        this.messages = messages;
    }

    /** A command without messages of its own, or one whose messages are news, as those of live and pull are. */
    public static Request of(String line) {
        return new Request(line, Messages.PASS);
    }

    /** {@code history} or {@code search}, whose messages are no news. */
    public static Request ofMessages(String line) {
        return new Request(line, Messages.KEEP);
    }

    /** {@code since}. */
    public static Request catchUp(String line) {
        return new Request(line, Messages.CATCH_UP);
    }

    /** The greeting comes unasked, and has the form of an answer. */
    static Request greeting() {
        return new Request(null, Messages.PASS);
    }

    @Nullable
    String line() {
        return line;
    }

    public CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Whether messages that come now may be its own. */
    boolean hasMessages() {
        return messages != Messages.PASS;
    }

    void user(String nick) {
        users.add(nick);
    }

    /** Takes a message or a {@code MISSED}, and hands on what need not wait. */
    void push(ServerLine pushed, Inflow inflow) {
        boolean waits = messages == Messages.KEEP
                // Behind it may come ERR unavailable, and then the next since says it again.
                || (messages == Messages.CATCH_UP && pushed instanceof ServerLine.Missed);
        if (waits) {
            held.add(pushed);
        } else {
            handOn(inflow);
            inflow.pass(pushed);
        }
    }

    void ok(String text, Inflow inflow) {
        List<ServerLine.Said> own = messages == Messages.KEEP ? takeLast(number(text)) : List.of();
        handOn(inflow);
        answer.complete(new Answer(text, List.copyOf(users), own));
    }

    /** What came meanwhile came by itself, unless it is too old for that. */
    void refused(ParleyException refusal, Inflow inflow) {
        if (messages == Messages.KEEP) {
            held.forEach(inflow::passNews);
        }
        held.clear();
        answer.completeExceptionally(refusal);
    }

    /** The session has ended. What of the lobby waits here may be an answer's, and is asked for again; whispers are not. */
    void lost(ParleyException reason, Inflow inflow) {
        held.removeIf(pushed ->
                !(pushed instanceof ServerLine.Said said) || said.kind().isOfLobby());
        handOn(inflow);
        answer.completeExceptionally(reason);
    }

    private List<ServerLine.Said> takeLast(int count) {
        List<ServerLine.Said> own = new ArrayList<>();
        for (int at = held.size() - 1; at >= 0 && own.size() < count; at--) {
            if (held.remove(at) instanceof ServerLine.Said said) {
                own.add(0, said);
            }
        }
        return List.copyOf(own);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private void handOn(Inflow inflow) {
        held.forEach(inflow::pass);
        held.clear();
    }
}
