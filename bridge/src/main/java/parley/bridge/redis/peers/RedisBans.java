package parley.bridge.redis.peers;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.lease.RedisClock;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.bridge.redis.script.SharedQuery;
import parley.protocol.SafeText;

/**
 * Keeps the bans in a hash. Each change has a time, later than the one before, by which a bridge and Redis tell which of them has the
 * newer: that one has all of them.
 */
public final class RedisBans implements Bans {
    private static final Logger log = LoggerFactory.getLogger(RedisBans.class);

    private final RedisCommands redis;
    private final RedisClock clock;
    private final Consumer<BanList> changed;
    private final SharedQuery<BanList> refreshed;
    private volatile Known known;
    private volatile boolean read;

    /**
     * What was read last.
     *
     * @param changedAt when bans were changed last, by Redis's clock, microseconds; 0 for never
     * @param stored as on Redis, so that it can be put back
     */
    private record Known(long changedAt, Map<String, String> stored, BanList list) {}

    /** @param changed called with each list that differs from the one before; must not block */
    public RedisBans(RedisCommands redis, RedisClock clock, MaintenanceThread maintenance, Consumer<BanList> changed) {
        this.redis = redis;
        this.clock = clock;
        this.changed = changed;
        this.refreshed = new SharedQuery<>(this::readAgain, list -> Duration.ZERO, maintenance);
        this.known = known(0, Map.of());
    }

    private Known known(long changedAt, Map<String, String> stored) {
        List<Ban> bans =
                stored.values().stream().flatMap(value -> ban(value).stream()).toList();
        return new Known(changedAt, stored, new BanList(bans, () -> clock.micros(System.nanoTime())));
    }

    private static Optional<Ban> ban(String value) {
        String[] parts = value.split(" ", 3);
        try {
            long end = Long.parseLong(parts[0]);
            String reason = SafeText.cleanForeign(parts[2]);
            return BanTarget.parse(parts[1]).map(target -> new Ban(target, end == 0 ? Ban.FOREVER : end, reason));
        } catch (IndexOutOfBoundsException | NumberFormatException foreign) {
            log.warn("a ban on Redis can't be read: {}", value);
            return Optional.empty();
        }
    }

    @Override
    public BanList current() {
        return known.list;
    }

    /** Whether they were read at all. */
    public boolean areKnown() {
        return read;
    }

    @Override
    public CompletionStage<BanList> add(BanTarget target, @Nullable Duration length, String reason, Deadline deadline) {
        long micros = length == null ? 0 : length.toNanos() / 1_000;
        return change(
                        deadline,
                        () -> redis.<String>runByDeadline(
                                Script.BAN,
                                ScriptOutputType.VALUE,
                                deadline,
                                target.key(),
                                Long.toString(micros),
                                target.text() + " " + reason))
                .thenCompose(done -> refresh(deadline));
    }

    @Override
    public CompletionStage<Boolean> remove(BanTarget target, Deadline deadline) {
        return change(
                        deadline,
                        () -> redis.<Long>runByDeadline(Script.UNBAN, ScriptOutputType.INTEGER, deadline, target.key()))
                .thenCompose(count -> refresh(deadline).thenApply(list -> count == 1));
    }

    /** Does it when what Redis lost has been put back, or that would look older than what is done. */
    private <T> CompletableFuture<T> change(Deadline deadline, Supplier<CompletableFuture<T>> change) {
        return UnavailableException.forAnyFailure(
                deadline.bound(refreshed.get()).thenCompose(list -> change.get()));
    }

    @Override
    public CompletionStage<BanList> refresh(Deadline deadline) {
        return UnavailableException.unlessBy(deadline, refreshed.get());
    }

    private CompletableFuture<BanList> readAgain() {
        Known before = known;
        return redis.<List<Object>>run(Script.BANS, ScriptOutputType.MULTI, Long.toString(before.changedAt))
                .thenCompose(answer -> {
                    long changedAt = Long.parseLong((String) answer.get(0));
                    if (changedAt < before.changedAt) {
                        return putBack(before);
                    }
                    if (changedAt > before.changedAt) {
                        take(known(changedAt, pairs((List<?>) answer.get(1))));
                    }
                    read = true;
                    return CompletableFuture.completedFuture(known.list);
                });
    }

    private void take(Known newer) {
        known = newer;
        changed.accept(newer.list);
    }

    private static Map<String, String> pairs(List<?> flat) {
        Map<String, String> pairs = new HashMap<>();
        for (int at = 0; at < flat.size(); at += 2) {
            pairs.put((String) flat.get(at), (String) flat.get(at + 1));
        }
        return pairs;
    }

    private CompletableFuture<BanList> putBack(Known lost) {
        String[] arguments = Stream.concat(
                        Stream.of(Long.toString(lost.changedAt)),
                        lost.stored.entrySet().stream().flatMap(ban -> Stream.of(ban.getKey(), ban.getValue())))
                .toArray(String[]::new);
        return redis.<Long>runByDeadline(Script.REBAN, ScriptOutputType.INTEGER, Deadline.ofRedis(), arguments)
                .thenApply(done -> lost.list);
    }
}
