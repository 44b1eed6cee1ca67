package parley.bridge.redis.names;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.chat.port.Presence;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.bridge.redis.script.SharedQuery;
import parley.protocol.RedisNames;

/** Tells who is online: the set {@code users}, and the names that this bridge holds in it. */
public final class RedisPresence implements Presence {
    /** After a list of so many, a millisecond passes before the next is asked for, and so on: making one takes less. */
    private static final int NAMES_A_MILLISECOND = 100;

    private final RedisCommands redis;
    private final HeldNames names;
    private final UnownedNames unowned;
    private final SharedQuery<List<String>> online;

    /** @param aside runs what would hold up the loop that serves Redis, as a list of all does where they are many */
    public RedisPresence(
            RedisCommands redis, HeldNames names, UnownedNames unowned, MaintenanceThread maintenance, Executor aside) {
        this.redis = redis;
        this.names = names;
        this.unowned = unowned;
        this.online = new SharedQuery<>(
                () -> redis.send(commands -> commands.smembers(RedisNames.USERS))
                        .thenApplyAsync(List::copyOf, aside),
                list -> Duration.ofMillis(list.size() / NAMES_A_MILLISECOND),
                maintenance);
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
        return names.claim(nick, deadline);
    }

    @Override
    public CompletionStage<String> token(Nickname nick, Deadline deadline) {
        return names.token(nick, deadline);
    }

    @Override
    public CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
        return names.takeOver(nick, token, deadline);
    }

    @Override
    public CompletionStage<Void> handOver(Nickname nick, String bridge) {
        return names.handOver(nick, bridge);
    }

    @Override
    public CompletionStage<Void> release(Nickname nick) {
        return names.release(nick);
    }

    @Override
    public void onLost(Consumer<String> listener) {
        names.onLost(listener);
    }

    @Override
    public CompletionStage<List<String>> online(Deadline deadline) {
        return redis.within(deadline, online.get());
    }

    @Override
    public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
        return redis.within(
                deadline,
                redis.<List<Object>>run(Script.FIND, ScriptOutputType.MULTI, name, Nicknames.skeleton(name))
                        .thenCompose(answer -> {
                            if ((Long) answer.get(0) == 1) {
                                return CompletableFuture.completedFuture(Optional.of(name));
                            }
                            String lookalike = (String) answer.get(1);
                            if (!lookalike.isEmpty() && Nicknames.sameButForCase(lookalike, name)) {
                                return CompletableFuture.completedFuture(Optional.of(lookalike));
                            }
                            return (Long) answer.get(2) > 0
                                    ? unowned.find(name)
                                    : CompletableFuture.completedFuture(Optional.empty());
                        }));
    }
}
