package parley.bridge.chat.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/** Finds what is stored on a {@link FakeRedis}, one message a piece; stages are complete when they are returned. */
final class FakeArchivers implements Archivers {
    private final FakeRedis redis;

    FakeArchivers(FakeRedis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Optional<Found>> search(String words, ClientAddress address, Deadline deadline) {
        return redis.answer(() -> {
            requireArchiver();
            return FakeArchive.search(redis.stream, words).map(this::pieces);
        });
    }

    private void requireArchiver() {
        if (!redis.hasArchiver) {
            throw new UnavailableException("the fake has no archiver");
        }
    }

    private Found pieces(List<LobbyMessage> found) {
        if (found.size() < 2) {
            return new Found(found, null);
        }
        List<LobbyMessage> rest = found.subList(1, found.size());
        return new Found(
                found.subList(0, 1),
                deadline -> redis.answer(() -> {
                    requireArchiver();
                    return pieces(rest);
                }));
    }
}
