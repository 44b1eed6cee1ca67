package parley.bridge.chat.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Deadline;
import parley.protocol.ByeCode;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.SafeText;
import parley.protocol.Verb;

/** Runs {@code to <someone> [message]}: whispers the message; without a message, the session's next line is the message. */
final class To implements Handler {
    private final Presence presence;
    private final Whispers whispers;

    To(Presence presence, Whispers whispers) {
        this.presence = presence;
        this.whispers = whispers;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command, Deadline deadline) {
        String words = command.rest().stripLeading();
        int space = words.indexOf(' ');
        if (space < 0 && command.emptied()) {
            return Handler.usage(Verb.TO);
        }
        String name = space < 0 ? words : words.substring(0, space);
        if (space >= 0) {
            String text = words.substring(space + 1);
            return session.maySend(text)
                    ? send(session, name, text, deadline)
                    : Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
        }
        return presence.find(name, deadline)
                .thenApplyAsync(
                        found -> found.isPresent() ? awaitMessage(session, found.get()) : nobody(), session.executor());
    }

    private Reply awaitMessage(Session session, String name) {
        session.awaitText(name);
        return Reply.ok();
    }

    /** Whispers the line that was awaited. */
    CompletionStage<Reply> text(Session session, String name, String line) {
        String text = SafeText.stripTrailing(SafeText.clean(line));
        if (text.isEmpty()) {
            return Handler.usage(Verb.TO);
        }
        return session.maySend(text)
                ? send(session, name, text, Deadline.ofRedis())
                : Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
    }

    /** Most whispers take one question; what asks three has no more time for them. The session may be over by then. */
    private CompletionStage<Reply> send(Session session, String name, String text, Deadline deadline) {
        Nickname from = session.nick();
        return whispers.send(from, name, text, deadline)
                .thenCompose(delivery -> delivery != Whispers.Delivery.NO_SUCH_USER
                        ? CompletableFuture.completedFuture(delivery)
                        : presence.find(name, deadline).thenCompose(found -> sendFound(from, found, text, deadline)))
                .thenApply(delivery -> reply(session, delivery));
    }

    private CompletionStage<Whispers.Delivery> sendFound(
            Nickname from, Optional<String> found, String text, Deadline deadline) {
        return found.isEmpty()
                ? CompletableFuture.completedFuture(Whispers.Delivery.NO_SUCH_USER)
                : whispers.send(from, found.get(), text, deadline);
    }

    private static Reply nobody() {
        return Reply.error(ErrorCode.NO_SUCH_USER);
    }

    private static Reply reply(Session session, Whispers.Delivery delivery) {
        if (delivery == Whispers.Delivery.DELIVERED) {
            session.whispered();
        }
        return switch (delivery) {
            case DELIVERED -> Reply.ok();
            case NO_SUCH_USER -> nobody();
            case UNREACHABLE -> Reply.error(ErrorCode.NOT_DELIVERED);
            case NICK_LOST -> Reply.bye(ByeCode.NICK_LOST);
        };
    }
}
