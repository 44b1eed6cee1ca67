package parley.bridge.redis.names;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import parley.bridge.chat.port.DirectClients;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;

/** Finds names in {@code users} that no bridge holds and nobody hears, and frees them. */
public final class RedisDirectClients implements DirectClients {
    /** Names in one question, so that others' commands come in between. */
    private static final int BATCH = 1_000;

    private static final long FREED = 1;
    private static final long HEARD = -1;

    private final RedisCommands redis;

    public RedisDirectClients(RedisCommands redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Set<String>> leftBehind(Collection<String> names, Deadline deadline) {
        return redis.within(deadline, unheard(new ArrayDeque<>(names), new HashSet<>()));
    }

    private CompletableFuture<Set<String>> unheard(Queue<String> names, Set<String> found) {
        List<String> batch = new ArrayList<>();
        while (batch.size() < BATCH && !names.isEmpty()) {
            batch.add(names.remove());
        }
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        return redis.send(commands -> commands.pubsubNumsub(batch.toArray(String[]::new)))
                .thenCompose(listeners -> {
                    batch.removeIf(name -> listeners.getOrDefault(name, 0L) > 0);
                    return unowned(batch);
                })
                .thenCompose(unowned -> {
                    found.addAll(unowned);
                    return unheard(names, found);
                });
    }

    /** Asked after who hears them: a bridge claims a name before it listens. */
    private CompletableFuture<List<String>> unowned(List<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(names);
        }
        return redis.send(commands -> commands.hmget(RedisNames.OWNERS, names.toArray(String[]::new)))
                .thenApply(owners -> owners.stream()
                        .filter(owner -> !owner.hasValue())
                        .map(KeyValue::getKey)
                        .toList());
    }

    @Override
    public CompletionStage<Freeing> free(String name, Deadline deadline) {
        return redis.<Long>runByDeadline(Script.FREE, ScriptOutputType.INTEGER, deadline, name)
                .thenApply(answer -> {
                    if (answer == FREED) {
                        return Freeing.FREED;
                    }
                    return answer == HEARD ? Freeing.ALIVE : Freeing.NOT_DIRECT;
                });
    }
}
