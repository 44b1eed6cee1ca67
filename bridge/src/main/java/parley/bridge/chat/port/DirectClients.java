package parley.bridge.chat.port;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import parley.bridge.limits.Deadline;

/**
 * Looks after, as a port, the names of clients that use Redis directly. Such a client puts its name among those online and takes it out again itself;
 * one that dies leaves it behind. What tells the two apart is whether anybody hears the name's private channel.
 *
 * <p>Stages fail with {@link UnavailableException} when Redis can't be reached by the deadline.
 */
public interface DirectClients {
    /** What came of freeing a name. */
    enum Freeing {
        FREED,
        /** Somebody hears it: its client is there. */
        ALIVE,
        /** A bridge holds it, or nobody of that name is online. */
        NOT_DIRECT
    }

    /** Those of the names that no bridge holds and nobody hears. */
    CompletionStage<Set<String>> leftBehind(Collection<String> names, Deadline deadline);

    /**
     * Takes a name that was left behind out of those online. Atomicity: not while a bridge holds it or somebody hears it; and never
     * after the stage failed.
     */
    CompletionStage<Freeing> free(String name, Deadline deadline);
}
