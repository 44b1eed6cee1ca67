package parley.bridge.redis.connection;

import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;

/**
 * Knows what the service channels are called. Their secret is read with each life of the subscription, before anything is subscribed
 * to. Where there is none, Redis is new or was emptied: who already has a secret puts it back with the next heartbeat, and is waited
 * for; only where nobody else is there a new one is made. Safe for all threads.
 */
public final class ServiceNames {
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** Longer than between two heartbeats. Somebody may listen who isn't of Parley's, and would be waited for in vain. */
    private static final int PATIENCE = 25;

    private final int database;
    private final MaintenanceThread maintenance;
    private volatile @Nullable ServiceChannels current;
    private volatile boolean outdated;

    public ServiceNames(int database, MaintenanceThread maintenance) {
        this.database = database;
        this.maintenance = maintenance;
    }

    /** As they were called when they were last subscribed to; null where they never were. */
    public @Nullable ServiceChannels current() {
        return current;
    }

    /** Redis has that secret, which is empty where it has none. */
    public void observe(String secret) {
        ServiceChannels known = current;
        outdated = known != null && !secret.isEmpty() && !secret.equals(known.secret());
    }

    /** Whether the subscription is to channels that nobody uses any more. */
    public boolean isOutdated() {
        return outdated;
    }

    /** Asks on a connection that is not subscribed to anything. */
    CompletableFuture<ServiceChannels> learn(StatefulRedisPubSubConnection<String, byte[]> connection) {
        CompletableFuture<ServiceChannels> learned = new CompletableFuture<>();
        attempt(connection.async(), PATIENCE, learned);
        return learned;
    }

    private void attempt(
            RedisPubSubAsyncCommands<String, byte[]> redis, int left, CompletableFuture<ServiceChannels> learned) {
        redis.hget(RedisNames.LOBBY, ServiceChannels.FIELD)
                .thenCompose(
                        secret -> secret == null ? make(redis, left == 0) : CompletableFuture.completedFuture(secret))
                .whenComplete((secret, failure) -> {
                    if (failure != null) {
                        learned.completeExceptionally(failure);
                    } else if (secret != null) {
                        learned.complete(found(secret));
                    } else if (!maintenance.after(PAUSE, () -> attempt(redis, left - 1, learned))) {
                        learned.cancel(false);
                    }
                });
    }

    /** The secret that Redis has then; null where somebody else is there who may have one. */
    private CompletableFuture<byte @Nullable []> make(RedisPubSubAsyncCommands<String, byte[]> redis, boolean inVain) {
        return redis.publish(ServiceChannels.calls(database), new byte[0])
                .thenCompose(listeners -> listeners > 0 && !inVain
                        ? CompletableFuture.<byte @Nullable []>completedFuture(null)
                        : redis.hsetnx(
                                        RedisNames.LOBBY,
                                        ServiceChannels.FIELD,
                                        ServiceChannels.newSecret().getBytes(StandardCharsets.US_ASCII))
                                .thenCompose(done -> redis.hget(RedisNames.LOBBY, ServiceChannels.FIELD)))
                .toCompletableFuture();
    }

    private ServiceChannels found(byte[] secret) {
        ServiceChannels channels = new ServiceChannels(database, new String(secret, StandardCharsets.UTF_8));
        current = channels;
        outdated = false;
        return channels;
    }
}
