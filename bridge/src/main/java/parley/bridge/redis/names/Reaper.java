package parley.bridge.redis.names;

import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.redis.lease.LeaseTiming;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;

/**
 * Frees the nicknames of dead bridges: walks through all owners page by page, and frees on Redis what is still such a bridge's then.
 * Every bridge does so; whoever is second finds nothing left. On the maintenance thread and the connection's, one walk at a time.
 */
public final class Reaper {
    private static final Logger log = LoggerFactory.getLogger(Reaper.class);
    private static final ScanArgs PAGE = ScanArgs.Builder.limit(500);
    /** Heartbeats between looking for bridges that have names but no lease at all, which is what lost data can leave behind. */
    private static final int BETWEEN_INSPECTIONS = 10;

    private final RedisCommands redis;
    private boolean walking;
    private final long betweenInspections;
    private long inspectedAt = System.nanoTime();
    /** Bridges without a lease at the last inspection; who has none twice is dead. */
    private volatile Set<String> suspects = Set.of();

    public Reaper(RedisCommands redis, LeaseTiming timing) {
        this.redis = redis;
        this.betweenInspections =
                timing.heartbeat().multipliedBy(BETWEEN_INSPECTIONS).toNanos();
    }

    /** @param dead bridges whose leases have run out */
    public synchronized void reap(List<String> dead) {
        boolean inspects = System.nanoTime() - inspectedAt > betweenInspections;
        if (walking || (dead.isEmpty() && !inspects)) {
            return;
        }
        walking = true;
        CompletableFuture<Void> walk = inspects ? inspect(dead) : walk(new Walk(Set.copyOf(dead), Set.of()));
        walk.whenComplete((done, failure) -> ended());
    }

    private synchronized void ended() {
        walking = false;
    }

    private CompletableFuture<Void> inspect(List<String> dead) {
        inspectedAt = System.nanoTime();
        return redis.send(commands -> commands.hkeys(RedisNames.BRIDGES)).thenCompose(leased -> {
            Set<String> all = new HashSet<>(suspects);
            all.removeAll(leased);
            all.addAll(dead);
            Walk walk = new Walk(all, Set.copyOf(leased));
            return walk(walk).thenRun(() -> suspects = walk.unleased);
        });
    }

    /** One walk: whom it buries, and who was met without a lease. */
    private static final class Walk {
        final Set<String> dead;
        final Set<String> leased;
        final Set<String> unleased = new HashSet<>();
        long freed;

        Walk(Set<String> dead, Set<String> leased) {
            this.dead = dead;
            this.leased = leased;
        }
    }

    private CompletableFuture<Void> walk(Walk walk) {
        return page(walk, ScanCursor.INITIAL).thenCompose(done -> {
            if (walk.freed > 0) {
                log.info("freed {} nicknames of dead bridges {}", walk.freed, walk.dead);
            }
            return walk.dead.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : redis.<Long>run(Script.BURY, ScriptOutputType.INTEGER, walk.dead.toArray(String[]::new))
                            .thenAccept(count -> {});
        });
    }

    private CompletableFuture<Void> page(Walk walk, ScanCursor from) {
        return redis.send(commands -> commands.hscan(RedisNames.OWNERS, from, PAGE))
                .thenCompose(found -> free(walk, found))
                .thenCompose(found -> found.isFinished() ? CompletableFuture.completedFuture(null) : page(walk, found));
    }

    private CompletableFuture<MapScanCursor<String, String>> free(Walk walk, MapScanCursor<String, String> found) {
        List<String> triples = new ArrayList<>();
        for (Map.Entry<String, String> owner : found.getMap().entrySet()) {
            if (walk.dead.contains(owner.getValue())) {
                triples.addAll(List.of(owner.getValue(), owner.getKey(), Nicknames.skeleton(owner.getKey())));
            } else if (!walk.leased.contains(owner.getValue())) {
                walk.unleased.add(owner.getValue());
            }
        }
        if (triples.isEmpty()) {
            return CompletableFuture.completedFuture(found);
        }
        return redis.<Long>run(Script.REAP, ScriptOutputType.INTEGER, triples.toArray(String[]::new))
                .thenApply(count -> {
                    walk.freed += count;
                    return found;
                });
    }
}
