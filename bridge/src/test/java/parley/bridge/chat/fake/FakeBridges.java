package parley.bridge.chat.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.Bridges;
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.limits.Deadline;

/** Asks all bridges on a {@link FakeRedis} at once, on the calling thread; none is ever silent. */
public final class FakeBridges implements Bridges {
    private final FakeRedis redis;
    private final String id;
    private @Nullable Member member;

    FakeBridges(FakeRedis redis, String id) {
        this.redis = redis;
        this.id = id;
    }

    @Override
    public CompletionStage<Enforcement> enforceBans(Deadline deadline) {
        CompletionStage<Integer> all = CompletableFuture.completedFuture(0);
        for (FakeBridge bridge : List.copyOf(redis.bridges)) {
            Member asked = bridge.bridges().member;
            if (asked != null) {
                all = all.thenCombine(
                        bridge.refresh(deadline).thenCompose(asked::endBanned), (before, more) -> before + more);
            }
        }
        return all.thenApply(ended -> new Enforcement(ended, Set.of()));
    }

    /** Every bridge has every message as soon as it is stored. */
    @Override
    public CompletionStage<Set<String>> lacking(long micros, Deadline deadline) {
        return redis.answer(Set::of);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void join(Member member) {
        this.member = member;
    }

    @Override
    public CompletionStage<Kick> kick(String nick, String reason, Deadline deadline) {
        FakeBridge owner;
        synchronized (redis) {
            owner = redis.owners.get(nick);
        }
        Member asked = owner == null ? null : owner.bridges().member;
        if (asked == null) {
            return CompletableFuture.completedFuture(Kick.NO_SUCH_USER);
        }
        return asked.kick(nick, reason).thenApply(ended -> ended > 0 ? Kick.DONE : Kick.NO_SUCH_USER);
    }

    /** Has this bridge's session replaced, where one is open. */
    CompletionStage<Void> replace(String nick, String token, String heir) {
        Member asked = member;
        return asked == null ? CompletableFuture.completedFuture(null) : asked.replace(nick, token, heir);
    }

    @Override
    public CompletionStage<Roster> roster(Deadline deadline) {
        CompletionStage<List<Roster.Entry>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (FakeBridge bridge : List.copyOf(redis.bridges)) {
            Member asked = bridge.bridges().member;
            if (asked != null) {
                all = all.thenCombine(asked.sessions(), (entries, sessions) -> {
                    for (SessionInfo session : sessions) {
                        entries.add(new Roster.Entry(bridge.bridges().id, session));
                    }
                    return entries;
                });
            }
        }
        return all.thenApply(entries -> new Roster(entries, Set.of()));
    }
}
