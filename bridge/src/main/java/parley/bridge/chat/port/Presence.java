package parley.bridge.chat.port;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import parley.bridge.chat.name.Nickname;
import parley.bridge.limits.Deadline;

/**
 * Claims nicknames and tells, as a port, who is online, on any bridge or directly on Redis.
 *
 * <p>Atomicity: of several claims to one nickname or its lookalikes, on any bridges, one wins; a direct client's name counts as
 * far as it was there before. Order: what one thread asks for in turn takes effect in that order. Stages fail with
 * {@link UnavailableException} when Redis can't be reached by the deadline; a claim that failed so is not held.
 */
public interface Presence {
    /** Claims the nickname for this bridge; false when it, or one that looks like it, is in use. */
    CompletionStage<Boolean> claim(Nickname nick, Deadline deadline);

    /**
     * The secret of this bridge's hold on the nickname, made where there is none; whoever has it may take the nickname over. Fails
     * where the nickname is no longer this bridge's, too.
     */
    CompletionStage<String> token(Nickname nick, Deadline deadline);

    /**
     * Claims the nickname that another bridge holds under that token: that bridge ends its session first, if it lives, and all that
     * this had begun has taken effect, or never will, when the stage completes. False where the token doesn't fit, or nobody has
     * the nickname.
     */
    CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline);

    /** Gives the nickname, if it still belongs to this bridge, to another that has asked for it. */
    CompletionStage<Void> handOver(Nickname nick, String bridge);

    /** Gives the nickname up, if it still belongs to this bridge. */
    CompletionStage<Void> release(Nickname nick);

    /**
     * Calls the listener with each nickname that was claimed here and belongs to somebody else now: this bridge was cut off or
     * paused for too long, or Redis lost its data. It is called, on any thread, before anything more is delivered or published for
     * the nickname, and must not block. Whispers to it are no longer heard here by then.
     */
    void onLost(Consumer<String> listener);

    /** The names of all who are online, as they stand on Redis, in no order; callers share the list and may not change it. */
    CompletionStage<List<String>> online(Deadline deadline);

    /** The name of somebody online: exactly as written, or else regardless of case. */
    CompletionStage<Optional<String>> find(String name, Deadline deadline);
}
