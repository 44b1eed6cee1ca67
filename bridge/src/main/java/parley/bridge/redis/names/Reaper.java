package parley.bridge.redis.names;

import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
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
 * The first of the living bridges does so, as a walk costs Redis the more the more names there are; where two take themselves for the
 * first, the second finds nothing left. On the maintenance thread and the connection's, one walk at a time.
 */
public final class Reaper {
    private static final Logger log = LoggerFactory.getLogger(Reaper.class);
    private static final ScanArgs PAGE = ScanArgs.Builder.limit(500);
    /** Heartbeats between looking for bridges that have names but no lease at all, which is what lost data can leave behind. */
    private static final int BETWEEN_INSPECTIONS = 10;
    /** Where there are so many names that such a look takes long, it goes on for this part of the time at the most. */
    private static final int INSPECTION_PART = 20;

    private final RedisCommands redis;
    private final LeaseTiming timing;
    private boolean walking;
    private final long betweenInspections;
    private long inspectedAt = System.nanoTime();
    /** How long the last inspection took, ns. */
    private volatile long inspectionTime;
    /** Bridges without a lease at the last inspection; who has none twice is dead. */
    private volatile Set<String> suspects = Set.of();

    public Reaper(RedisCommands redis, LeaseTiming timing) {
        this.redis = redis;
        this.timing = timing;
        this.betweenInspections =
                timing.heartbeat().multipliedBy(BETWEEN_INSPECTIONS).toNanos();
    }

    /** @param dead bridges whose leases have run out */
    public synchronized void reap(List<String> dead) {
        boolean inspects =
                System.nanoTime() - inspectedAt > Math.max(betweenInspections, inspectionTime * INSPECTION_PART);
        if (walking || (dead.isEmpty() && !inspects)) {
            return;
        }
        walking = true;
        walkIfFirst(dead, inspects).whenComplete((done, failure) -> ended());
    }

    private synchronized void ended() {
        walking = false;
    }

    private CompletableFuture<Void> walkIfFirst(List<String> dead, boolean inspects) {
        if (inspects) {
            inspectedAt = System.nanoTime();
        }
        return redis.send(commands -> commands.hgetall(RedisNames.BRIDGES)).thenCompose(leases -> {
            if (!isFirst(redis.bridge(), leases, timing.heartbeat())) {
                suspects = Set.of();
                return CompletableFuture.completedFuture(null);
            }
            return inspects ? inspect(dead, leases.keySet()) : walk(new Walk(Set.copyOf(dead), Set.of()));
        });
    }

    /**
     * Whether it is the first by its id of the bridges that beat. One that has left out a heartbeat is not waited for, though its
     * lease runs on.
     *
     * @param leases by bridge, when its lease ends, microseconds; right after this one's was renewed
     */
    static boolean isFirst(String bridge, Map<String, String> leases, Duration heartbeat) {
        long latest = Long.parseLong(leases.getOrDefault(bridge, "0"))
                - heartbeat.multipliedBy(3).dividedBy(2).toNanos() / 1_000;
        return leases.entrySet().stream()
                .noneMatch(other -> other.getKey().compareTo(bridge) < 0 && Long.parseLong(other.getValue()) > latest);
    }

    private CompletableFuture<Void> inspect(List<String> dead, Set<String> leased) {
        Set<String> all = new HashSet<>(suspects);
        all.removeAll(leased);
        all.addAll(dead);
        Walk walk = new Walk(all, Set.copyOf(leased));
        long began = System.nanoTime();
        return walk(walk).thenRun(() -> {
            suspects = walk.unleased;
            inspectionTime = System.nanoTime() - began;
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
