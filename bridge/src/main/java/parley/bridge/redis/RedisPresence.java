package parley.bridge.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parley.bridge.chat.Nickname;
import parley.bridge.chat.Nicknames;
import parley.bridge.chat.Presence;
import parley.protocol.RedisNames;

/** Who is online: the set {@code users}, and the names that this bridge holds in it. */
final class RedisPresence implements Presence {
    /** Names in one run of a script. */
    private static final int BATCH = 500;

    private static final long REFUSED = 0;
    private static final long HELD = 1;

    private final Calls calls;
    private final DirectNames direct;
    private final Coalesced<List<String>> online;
    /**
     * By skeleton, the names that are claimed or being claimed here. What changes it and what is sent to Redis for it happen under
     * its lock, so both have the same order.
     */
    private final Map<String, Nickname> held = new HashMap<>();
    /** Names that may be ours on Redis though nobody here wants them: a release or a claim whose answer was lost. */
    private final Map<String, Nickname> leftOver = new HashMap<>();

    RedisPresence(Calls calls, DirectNames direct, Keeper keeper) {
        this.calls = calls;
        this.direct = direct;
        this.online = new Coalesced<>(
                () -> calls.ask(commands -> commands.smembers(RedisNames.USERS))
                        .thenApply(names -> List.copyOf((Collection<String>) names)),
                Duration.ZERO,
                keeper);
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick) {
        Deadline deadline = Deadline.ofRedis();
        CompletableFuture<Boolean> claimed;
        synchronized (held) {
            if (held.putIfAbsent(nick.skeleton(), nick) != null) {
                return CompletableFuture.completedFuture(false);
            }
            leftOver.remove(nick.text());
            claimed = claim(nick, deadline, "0").thenCompose(answer -> {
                if (answer == HELD || answer == REFUSED) {
                    return CompletableFuture.completedFuture(answer == HELD);
                }
                return direct.include(nick.skeleton())
                        .thenCompose(lookalike -> lookalike
                                ? CompletableFuture.completedFuture(false)
                                : claim(nick, deadline, "1").thenApply(again -> again == HELD));
            });
        }
        return Calls.unavailable(claimed.orTimeout(deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> {
                    if (failure != null || !done) {
                        drop(nick, failure != null);
                    }
                }));
    }

    private CompletableFuture<Long> claim(Nickname nick, Deadline deadline, String checked) {
        return calls.act(Script.CLAIM, ScriptOutputType.INTEGER, deadline, nick.text(), nick.skeleton(), checked);
    }

    private void drop(Nickname nick, boolean mayBeOurs) {
        synchronized (held) {
            held.remove(nick.skeleton(), nick);
            if (mayBeOurs) {
                leftOver.put(nick.text(), nick);
            }
        }
    }

    @Override
    public CompletionStage<Void> release(Nickname nick) {
        synchronized (held) {
            held.remove(nick.skeleton(), nick);
            leftOver.put(nick.text(), nick);
            return release(List.of(nick));
        }
    }

    /** Tries again to give up what could not be given up before; called now and then. */
    void releaseLeftOver() {
        synchronized (held) {
            if (!leftOver.isEmpty()) {
                release(List.copyOf(leftOver.values()));
            }
        }
    }

    /** Gives up all names, at the end. */
    CompletableFuture<Void> releaseAll() {
        synchronized (held) {
            held.values().forEach(nick -> leftOver.put(nick.text(), nick));
            held.clear();
            List<Nickname> all = List.copyOf(leftOver.values());
            List<CompletableFuture<Void>> batches = new ArrayList<>();
            for (int from = 0; from < all.size(); from += BATCH) {
                batches.add(release(all.subList(from, Math.min(all.size(), from + BATCH))));
            }
            return CompletableFuture.allOf(batches.toArray(CompletableFuture<?>[]::new));
        }
    }

    private CompletableFuture<Void> release(List<Nickname> nicks) {
        return calls.<Long>own(Script.RELEASE, ScriptOutputType.INTEGER, pairs(nicks))
                .thenAccept(count -> {
                    synchronized (held) {
                        nicks.forEach(nick -> leftOver.remove(nick.text(), nick));
                    }
                });
    }

    /** Whether the nickname is claimed or being claimed here. */
    boolean holds(Nickname nick) {
        synchronized (held) {
            return nick.equals(held.get(nick.skeleton()));
        }
    }

    private static String[] pairs(List<Nickname> nicks) {
        return nicks.stream()
                .flatMap(nick -> Stream.of(nick.text(), nick.skeleton()))
                .toArray(String[]::new);
    }

    @Override
    public CompletionStage<List<String>> online() {
        return online.get();
    }

    @Override
    public CompletionStage<Optional<String>> find(String name) {
        return calls.<List<Object>>ask(Script.FIND, ScriptOutputType.MULTI, name, Nicknames.skeleton(name))
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
                });
    }
}
