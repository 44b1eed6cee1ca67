package parley.bridge.chat.command;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.CommandLine;

/** Runs {@code users}: sends who is online. Sessions that ask at the same time share one list, and only the latest is kept. */
final class Users implements Handler {
    /** The latest question that was answered with the list. */
    private record Answered(long question, List<String> online, EncodedUsers users) {}

    private final Presence presence;
    private final AtomicLong questions = new AtomicLong();
    private volatile Answered latest = new Answered(0, List.of(), EncodedUsers.NOBODY);

    Users(Presence presence) {
        this.presence = presence;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        long question = questions.incrementAndGet();
        return presence.online(deadline).thenApply(online -> {
            answered(question, online);
            return Reply.counted(new UsersBody(() -> latest.users));
        });
    }

    /** Keeps the list unless one is kept that answered a later question; that is as new at least. */
    @SuppressWarnings("ReferenceEquality") // Only the very same list is known to be the same, at no cost.
    private synchronized void answered(long question, List<String> online) {
        Answered known = latest;
        if (question > known.question) {
            latest = new Answered(question, online, known.online == online ? known.users : new EncodedUsers(online));
        }
    }
}
