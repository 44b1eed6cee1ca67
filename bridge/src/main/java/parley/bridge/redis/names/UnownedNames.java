package parley.bridge.redis.names;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.bridge.redis.script.SharedQuery;
import parley.protocol.RedisNames;

/**
 * Finds the names online that no bridge holds, which are direct clients'. Finding them costs Redis a walk through all that are online, so they are asked for at most
 * so often.
 */
public final class UnownedNames {
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final SharedQuery<Map<String, String>> names;
    /** By name, what its skeleton is; of the names seen last only. Touched by one thread at a time, see {@link SharedQuery}. */
    private Map<String, String> skeletons = Map.of();

    /** @param aside runs what would hold up the loop that serves Redis */
    public UnownedNames(RedisCommands redis, MaintenanceThread maintenance, Executor aside) {
        names = new SharedQuery<>(
                () -> redis.send(commands -> commands.sdiff(RedisNames.USERS, Script.CLAIMED))
                        .thenApplyAsync(this::bySkeleton, aside),
                found -> PAUSE,
                maintenance);
    }

    private synchronized Map<String, String> bySkeleton(Collection<String> found) {
        Map<String, String> known = new HashMap<>();
        found.forEach(name -> known.put(name, skeletons.getOrDefault(name, "")));
        known.replaceAll((name, skeleton) -> skeleton.isEmpty() ? Nicknames.skeleton(name) : skeleton);
        skeletons = known;
        return known;
    }

    /** Whether one of them looks like that. */
    CompletableFuture<Boolean> include(String skeleton) {
        return names.get().thenApply(known -> known.containsValue(skeleton));
    }

    /** One that is the name but for its case. */
    CompletableFuture<Optional<String>> find(String name) {
        String skeleton = Nicknames.skeleton(name);
        return names.get()
                .thenApply(known -> known.entrySet().stream()
                        .filter(entry ->
                                entry.getValue().equals(skeleton) && Nicknames.sameButForCase(entry.getKey(), name))
                        .map(Map.Entry::getKey)
                        .findFirst());
    }
}
