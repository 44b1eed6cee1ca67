package parley.bridge.chat.fake;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.limits.Deadline;

/** Finds and frees names that direct clients left behind on a {@link FakeRedis}. */
public final class FakeDirectClients implements DirectClients {
    private final FakeRedis redis;

    FakeDirectClients(FakeRedis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Set<String>> leftBehind(Collection<String> names, Deadline deadline) {
        return redis.answer(() -> names.stream()
                .filter(name -> !redis.owners.containsKey(name) && !redis.isHeard(name))
                .collect(Collectors.toSet()));
    }

    @Override
    public CompletionStage<Freeing> free(String name, Deadline deadline) {
        return redis.answer(() -> {
            if (redis.owners.containsKey(name) || !redis.users.contains(name)) {
                return Freeing.NOT_DIRECT;
            }
            if (redis.isHeard(name)) {
                return Freeing.ALIVE;
            }
            redis.users.remove(name);
            return Freeing.FREED;
        });
    }
}
