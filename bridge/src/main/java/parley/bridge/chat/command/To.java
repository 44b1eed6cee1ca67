package parley.bridge.chat.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import parley.bridge.chat.answer.Reply;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.chat.session.Line;
import parley.bridge.chat.session.Session;
import parley.bridge.limits.Limits;
import parley.protocol.ByeCode;
import parley.protocol.CommandLine;
import parley.protocol.ErrorCode;
import parley.protocol.SafeText;
import parley.protocol.Verb;

/** {@code to <someone> [message]}: whispers; without a message, the session's next line is the message. */
final class To implements Handler {
    /** With {@link Limits#REDIS_TIME} for the last question, all of them stay within 2 s. */
    private static final Duration SOON = Duration.ofSeconds(2).minus(Limits.REDIS_TIME);

    private final Presence presence;
    private final Whispers whispers;

    To(Presence presence, Whispers whispers) {
        this.presence = presence;
        this.whispers = whispers;
    }

    @Override
    public CompletionStage<Reply> handle(Session session, CommandLine command) {
        String words = command.rest().stripLeading();
        int space = words.indexOf(' ');
        if (space < 0 && command.emptied()) {
            return Handler.usage(Verb.TO);
        }
        String name = space < 0 ? words : words.substring(0, space);
        if (space >= 0) {
            String text = words.substring(space + 1);
            return session.maySend() ? send(session, name, text) : Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
        }
        return presence.find(name)
                .thenApplyAsync(
                        found -> found.isPresent() ? awaitMessage(session, found.get()) : nobody(), session.executor());
    }

    private Reply awaitMessage(Session session, String name) {
        session.expectLine(line -> message(session, name, line));
        return Reply.ok();
    }

    private CompletionStage<Reply> message(Session session, String name, Line line) {
        String text = SafeText.stripTrailing(SafeText.clean(line.text()));
        if (text.isEmpty()) {
            return Handler.usage(Verb.TO);
        }
        return session.maySend() ? send(session, name, text) : Handler.now(Reply.error(ErrorCode.RATE_LIMITED));
    }

    /** Most whispers take one question; what asks three must not take three times as long. */
    private CompletionStage<Reply> send(Session session, String name, String text) {
        Nickname from = session.nick();
        long askedAt = System.nanoTime();
        return whispers.send(from, name, text)
                .thenCompose(delivery -> delivery != Whispers.Delivery.NO_SUCH_USER
                        ? Handler.now(reply(delivery))
                        : soon(askedAt, () -> presence.find(name))
                                .thenCompose(found -> sendFound(from, found, text, askedAt)));
    }

    private CompletionStage<Reply> sendFound(Nickname from, Optional<String> found, String text, long askedAt) {
        return found.isEmpty()
                ? Handler.now(nobody())
                : soon(askedAt, () -> whispers.send(from, found.get(), text)).thenApply(To::reply);
    }

    /** Asks Redis once more, unless that could take too long in all. */
    private static <T> CompletionStage<T> soon(long askedAt, Supplier<CompletionStage<T>> question) {
        return System.nanoTime() - askedAt <= SOON.toNanos()
                ? question.get()
                : CompletableFuture.failedFuture(new UnavailableException("Redis is slow"));
    }

    private static Reply nobody() {
        return Reply.error(ErrorCode.NO_SUCH_USER);
    }

    private static Reply reply(Whispers.Delivery delivery) {
        return switch (delivery) {
            case DELIVERED -> Reply.ok();
            case NO_SUCH_USER -> nobody();
            case UNREACHABLE -> Reply.error(ErrorCode.NOT_DELIVERED);
            case NICK_LOST -> Reply.bye(ByeCode.NICK_LOST);
        };
    }
}
