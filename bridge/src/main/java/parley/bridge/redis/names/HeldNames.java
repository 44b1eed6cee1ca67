package parley.bridge.redis.names;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;

/**
 * Claims, confirms and releases the nicknames that this bridge holds. What changes them here and what is sent to Redis for it happen under one lock, so both
 * have the same order.
 */
public final class HeldNames {
    private static final Logger log = LoggerFactory.getLogger(HeldNames.class);
    /** Names in one run of a script. */
    private static final int BATCH = 500;

    /** Names that are looked for at a time, so that this costs Redis no more where there are more. */
    private static final int LOOKED_FOR = 20 * BATCH;

    private static final long REFUSED = 0;
    private static final long HELD = 1;

    private static final class Holding {
        final Nickname nick;
        boolean claimed;
        /** Once somebody has asked for it; kept here for a Redis that loses it. */
        String token = "";

        Holding(Nickname nick) {
            this.nick = nick;
        }
    }

    private final RedisCommands redis;
    private final UnownedNames unowned;
    private final List<Consumer<String>> lostListeners = new CopyOnWriteArrayList<>();
    /** By skeleton, the names that are claimed or being claimed. Guards everything here. */
    private final Map<String, Holding> held = new HashMap<>();
    /** Names that may be ours on Redis though nobody here wants them: a release or a claim whose answer was lost. */
    private final Map<String, Nickname> leftOver = new HashMap<>();

    /** Those that are still to be looked for in this round. Touched by one look at a time. */
    private volatile Queue<Nickname> notLookedFor = new ArrayDeque<>();

    private final TokenSource tokens = new TokenSource();
    private volatile Replacement replacement = (bridge, nick, token, deadline) ->
            CompletableFuture.failedFuture(new UnavailableException("no other bridge can be asked"));

    private final ReleaseQueue releases = new ReleaseQueue(held, BATCH, this::release);

    /** Asks another bridge for a nickname. */
    public interface Replacement {
        /** Completes when that bridge's session is over and the nickname given; fails where the bridge doesn't answer. */
        CompletionStage<?> ask(String bridge, Nickname nick, String token, Deadline deadline);
    }

    public HeldNames(RedisCommands redis, UnownedNames unowned) {
        this.redis = redis;
        this.unowned = unowned;
    }

    CompletableFuture<Boolean> claim(Nickname nick, Deadline deadline) {
        Holding holding = new Holding(nick);
        CompletableFuture<Boolean> answer;
        synchronized (held) {
            if (held.putIfAbsent(nick.skeleton(), holding) != null) {
                return CompletableFuture.completedFuture(false);
            }
            leftOver.remove(nick.text());
            releases.sendBefore(nick);
            answer = claim(nick, deadline, "0").thenCompose(first -> {
                if (first == HELD || first == REFUSED) {
                    return CompletableFuture.completedFuture(first == HELD);
                }
                return unowned.include(nick.skeleton())
                        .thenCompose(lookalike -> lookalike
                                ? CompletableFuture.completedFuture(false)
                                : claim(nick, deadline, "1").thenApply(again -> again == HELD));
            });
        }
        return UnavailableException.forAnyFailure(answer.orTimeout(deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> claimAnswered(holding, done, failure)));
    }

    /** Called once, before anything is taken over. */
    public void replaceBy(Replacement asking) {
        replacement = asking;
    }

    CompletableFuture<String> token(Nickname nick, Deadline deadline) {
        return redis.<String>runWhileLeased(
                        Script.TOKEN, ScriptOutputType.VALUE, deadline, nick.text(), nick.skeleton(), knownToken(nick))
                .thenApply(token -> {
                    if (token.isEmpty()) {
                        lost(nick.text());
                        throw new UnavailableException("the nickname is somebody else's");
                    }
                    synchronized (held) {
                        Holding holding = held.get(nick.skeleton());
                        if (holding != null && holding.nick.equals(nick)) {
                            holding.token = token;
                        }
                    }
                    usedAs(nick);
                    return token;
                });
    }

    /** The one that was told before, which Redis may have lost; or else another. */
    private String knownToken(Nickname nick) {
        synchronized (held) {
            Holding holding = held.get(nick.skeleton());
            if (holding != null && holding.nick.equals(nick) && !holding.token.isEmpty()) {
                return holding.token;
            }
        }
        return tokens.next();
    }

    CompletableFuture<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
        Holding holding = new Holding(nick);
        holding.token = token;
        synchronized (held) {
            if (held.putIfAbsent(nick.skeleton(), holding) != null) {
                return CompletableFuture.completedFuture(false);
            }
            leftOver.remove(nick.text());
            releases.sendBefore(nick);
        }
        CompletableFuture<Boolean> taken = take(nick, token, deadline, "0").thenCompose(owner -> {
            if (owner.isEmpty() || owner.equals(redis.bridge())) {
                return CompletableFuture.completedFuture(!owner.isEmpty());
            }
            // Who doesn't answer in half the time is not waited for: what it still asks Redis for in this name is
            // refused.
            Deadline answered = Deadline.in(Duration.ofNanos(deadline.left() / 2));
            return replacement
                    .ask(owner, nick, token, answered)
                    .handle((given, silent) -> take(nick, token, deadline, "1"))
                    .thenCompose(Function.identity())
                    .thenApply(now -> now.equals(redis.bridge()));
        });
        return UnavailableException.forAnyFailure(taken.orTimeout(deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> claimAnswered(holding, done, failure)));
    }

    /** @param asked 1 when the bridge that has the nickname was asked for it, else 0 */
    private CompletableFuture<String> take(Nickname nick, String token, Deadline deadline, String asked) {
        return redis.runWhileLeased(
                Script.TAKEOVER, ScriptOutputType.VALUE, deadline, nick.text(), nick.skeleton(), token, asked);
    }

    CompletableFuture<Void> handOver(Nickname nick, String bridge) {
        synchronized (held) {
            if (holds(nick)) {
                held.remove(nick.skeleton());
            }
            leftOver.put(nick.text(), nick);
            return redis.<Long>runAsBridge(
                            Script.HAND_OVER, ScriptOutputType.INTEGER, nick.text(), nick.skeleton(), bridge)
                    .thenAccept(given -> {
                        synchronized (held) {
                            leftOver.remove(nick.text(), nick);
                        }
                    });
        }
    }

    private CompletableFuture<Long> claim(Nickname nick, Deadline deadline, String checked) {
        return redis.runWhileLeased(
                Script.CLAIM, ScriptOutputType.INTEGER, deadline, nick.text(), nick.skeleton(), checked);
    }

    private void claimAnswered(Holding holding, @Nullable Boolean claimed, @Nullable Throwable failure) {
        synchronized (held) {
            if (failure == null && Boolean.TRUE.equals(claimed)) {
                holding.claimed = true;
            } else if (held.remove(holding.nick.skeleton(), holding) && failure != null) {
                leftOver.put(holding.nick.text(), holding.nick);
            }
        }
    }

    CompletableFuture<Void> release(Nickname nick) {
        synchronized (held) {
            if (holds(nick)) {
                held.remove(nick.skeleton());
            }
            leftOver.put(nick.text(), nick);
            return releases.add(nick);
        }
    }

    /**
     * Something was done on Redis in the nickname's name, which takes it where nobody has it: gives it up if it was released here
     * meanwhile.
     */
    public void usedAs(Nickname nick) {
        synchronized (held) {
            if (!holds(nick)) {
                release(nick);
            }
        }
    }

    /** Tries again to give up what could not be given up before. */
    public void releaseLeftOver() {
        synchronized (held) {
            if (!leftOver.isEmpty()) {
                releaseInBatches(leftOver.values());
            }
        }
    }

    /** Gives up all names, at the end. */
    public CompletableFuture<Void> releaseAll() {
        synchronized (held) {
            held.values().forEach(holding -> leftOver.put(holding.nick.text(), holding.nick));
            held.clear();
            return releaseInBatches(leftOver.values());
        }
    }

    private CompletableFuture<Void> releaseInBatches(Collection<Nickname> nicks) {
        List<Nickname> all = List.copyOf(nicks);
        List<CompletableFuture<Void>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(release(all.subList(from, Math.min(all.size(), from + BATCH))));
        }
        return CompletableFuture.allOf(batches.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> release(List<Nickname> nicks) {
        return redis.<Long>runAsBridge(Script.RELEASE, ScriptOutputType.INTEGER, pairs(nicks))
                .thenAccept(count -> {
                    synchronized (held) {
                        nicks.forEach(nick -> leftOver.remove(nick.text(), nick));
                    }
                });
    }

    /** Whether the nickname is claimed or being claimed here. */
    public boolean holds(Nickname nick) {
        synchronized (held) {
            Holding holding = held.get(nick.skeleton());
            return holding != null && holding.nick.equals(nick);
        }
    }

    public int size() {
        synchronized (held) {
            return held.size();
        }
    }

    /** See {@link parley.bridge.chat.port.Presence#onLost}. */
    public void onLost(Consumer<String> listener) {
        lostListeners.add(listener);
    }

    /** Somebody else has the nickname now. */
    public void lost(String nick) {
        boolean was;
        synchronized (held) {
            Holding holding = held.get(Nicknames.skeleton(nick));
            was = holding != null
                    && holding.claimed
                    && holding.nick.text().equals(nick)
                    && held.remove(holding.nick.skeleton(), holding);
        }
        if (was) {
            log.warn("nickname {} was lost to somebody else", nick);
            lostListeners.forEach(listener -> listener.accept(nick));
        }
    }

    /** Makes sure of all names: puts them back on Redis, or notes that they are lost. Fails when Redis can't be reached. */
    public CompletableFuture<Void> confirmAll() {
        return confirm(claimed());
    }

    /**
     * The same for those that somebody took out of {@code users}, among {@link #LOOKED_FOR} names: the next ones each time. To be
     * called again when it is done.
     */
    public CompletableFuture<Void> confirmMissing() {
        if (notLookedFor.isEmpty()) {
            notLookedFor = claimed();
        }
        return confirmMissing(LOOKED_FOR, new ArrayDeque<>());
    }

    /** @param missing of those that were looked for before */
    private CompletableFuture<Void> confirmMissing(int most, Queue<Nickname> missing) {
        Map<String, Nickname> batch = new HashMap<>();
        while (batch.size() < Math.min(BATCH, most) && !notLookedFor.isEmpty()) {
            Nickname nick = notLookedFor.remove();
            batch.put(nick.text(), nick);
        }
        if (batch.isEmpty()) {
            return confirm(missing);
        }
        return redis.<List<Object>>run(
                        Script.MISSING, ScriptOutputType.MULTI, batch.keySet().toArray(String[]::new))
                .thenCompose(found -> {
                    found.forEach(nick -> missing.add(batch.get((String) nick)));
                    return confirmMissing(most - batch.size(), missing);
                });
    }

    private Queue<Nickname> claimed() {
        Queue<Nickname> claimed = new ArrayDeque<>();
        synchronized (held) {
            held.values().stream()
                    .filter(holding -> holding.claimed)
                    .map(holding -> holding.nick)
                    .forEach(claimed::add);
        }
        return claimed;
    }

    /**
     * One batch after the other, so that others' commands come in between. What comes of it is taken up without the lock: whoever
     * is told of a loss may be giving that name up.
     */
    private CompletableFuture<Void> confirm(Queue<Nickname> nicks) {
        CompletableFuture<List<Object>> answer;
        synchronized (held) {
            List<String> batch = new ArrayList<>();
            while (batch.size() < 3 * BATCH && !nicks.isEmpty()) {
                Nickname nick = nicks.remove();
                Holding holding = held.get(nick.skeleton());
                if (holding != null && holding.nick.equals(nick)) {
                    batch.addAll(List.of(nick.text(), nick.skeleton(), holding.token));
                }
            }
            if (batch.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            answer = redis.runByDeadline(
                    Script.RECLAIM, ScriptOutputType.MULTI, Deadline.ofRedis(), batch.toArray(String[]::new));
        }
        return answer.thenCompose(lost -> {
            lost.forEach(nick -> lost((String) nick));
            return confirm(nicks);
        });
    }

    private static String[] pairs(List<Nickname> nicks) {
        return nicks.stream()
                .flatMap(nick -> Stream.of(nick.text(), nick.skeleton()))
                .toArray(String[]::new);
    }
}
