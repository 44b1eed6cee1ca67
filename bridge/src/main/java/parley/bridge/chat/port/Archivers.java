package parley.bridge.chat.port;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/**
 * Asks, as a port, the archivers on one Redis. It changes nothing.
 *
 * <p>Of several archivers the first that answers is believed. What this bridge's lobby had when it was asked is found, unless archiving
 * takes long. Whoever asks for much waits for the others' turns. Stages fail with {@link UnavailableException} where nobody answers
 * by the deadline, and complete on any thread.
 */
public interface Archivers {
    /**
     * Finds the newest 20 messages of the lobby that hold all of these words; empty when there is nothing in them to look for.
     *
     * @param words without a line break
     * @param address whose turn it is, among all who ask
     */
    CompletionStage<Optional<Found>> search(String words, ClientAddress address, Deadline deadline);

    /**
     * Some of what was found.
     *
     * @param messages oldest first; in memory about as much as is written in one turn, or one message
     * @param rest asks for what follows; null where this was all
     */
    record Found(List<LobbyMessage> messages, @Nullable Function<Deadline, CompletionStage<Found>> rest) {}
}
