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
import parley.bridge.redis.connection.Keeper;
import parley.bridge.redis.script.Calls;
import parley.bridge.redis.script.Coalesced;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;

/** Who is online: the set {@code users}, and the names that this bridge holds in it. */
public final class RedisPresence implements Presence {
    /** After a list of so many, a millisecond passes before the next is asked for, and so on: making one takes less. */
    private static final int NAMES_A_MILLISECOND = 100;

    private final Calls calls;
    private final Holdings holdings;
    private final DirectNames direct;
    private final Coalesced<List<String>> online;

    /** @param aside runs what would hold up the loop that serves Redis, as a list of all does where they are many */
    public RedisPresence(Calls calls, Holdings holdings, DirectNames direct, Keeper keeper, Executor aside) {
        this.calls = calls;
        this.holdings = holdings;
        this.direct = direct;
        this.online = new Coalesced<>(
                () -> calls.ask(commands -> commands.smembers(RedisNames.USERS)).thenApplyAsync(List::copyOf, aside),
                names -> Duration.ofMillis(names.size() / NAMES_A_MILLISECOND),
                keeper);
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick) {
        return holdings.claim(nick);
    }

    @Override
    public CompletionStage<Void> release(Nickname nick) {
        return holdings.release(nick);
    }

    @Override
    public void onLost(Consumer<String> listener) {
        holdings.onLost(listener);
    }

    @Override
    public CompletionStage<List<String>> online() {
        return calls.inTime(online.get());
    }

    @Override
    public CompletionStage<Optional<String>> find(String name) {
        return calls.inTime(calls.<List<Object>>ask(Script.FIND, ScriptOutputType.MULTI, name, Nicknames.skeleton(name))
                .thenCompose(answer -> {
                    if ((Long) answer.get(0) == 1) {
                        return CompletableFuture.completedFuture(Optional.of(name));
                    }
                    String lookalike = (String) answer.get(1);
                    if (!lookalike.isEmpty() && Nicknames.sameButForCase(lookalike, name)) {
                        return CompletableFuture.completedFuture(Optional.of(lookalike));
                    }
                    return (Long) answer.get(2) > 0
                            ? direct.find(name)
                            : CompletableFuture.completedFuture(Optional.empty());
                }));
    }
}
