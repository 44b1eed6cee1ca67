package parley.redis.endpoint;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks sentinels for the master, one after the other, that first which answered last. Of what they say the newest counts, by the
 * number that each fail-over has: one that is cut off from the others may name a master of long ago.
 */
final class SentinelLocator implements NodeLocator {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Sentinels tell each other every two seconds. */
    private static final Duration SPREADING = Duration.ofSeconds(10);

    private final RedisEndpoint endpoint;
    private final RedisClient client;
    private final Function<Node, CompletionStage<List<Node>>> resolve;
    private List<Node> order;
    private @Nullable SentinelConnection kept;
    private @Nullable CompletableFuture<SentinelConnection.Master> asking;
    /** Of the newest that any sentinel has named. */
    private long newest = -1;
    /** When that was named first. Sentinels that name an older one later than that were set up anew, and count from the beginning. */
    private long newestSince = System.nanoTime();

    SentinelLocator(RedisEndpoint endpoint, RedisClient client, Function<Node, CompletionStage<List<Node>>> resolve) {
        this.endpoint = endpoint;
        this.client = client;
        this.resolve = resolve;
        this.order = endpoint.nodes();
    }

    @Override
    public CompletionStage<List<Node>> candidates() {
        return master().thenApply(master -> List.of(master.node()));
    }

    @Override
    public CompletionStage<Boolean> hasMoved(String where) {
        return master().thenCompose(master -> resolve.apply(master.node()))
                .thenApply(
                        nodes -> nodes.stream().noneMatch(node -> node.where().equals(where)))
                // Who is asked tells more than who can't be.
                .exceptionally(unknown -> false);
    }

    /** Asks once for all who want to know at one time. */
    private CompletionStage<SentinelConnection.Master> master() {
        CompletableFuture<SentinelConnection.Master> answer = new CompletableFuture<>();
        Iterator<Node> sentinels;
        synchronized (this) {
            if (asking != null) {
                return asking;
            }
            asking = answer;
            sentinels = order.iterator();
        }
        ask(sentinels, new ArrayList<>(), null).whenComplete((master, failure) -> {
            synchronized (this) {
                asking = null;
            }
            if (failure == null) {
                answer.complete(master);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private CompletionStage<SentinelConnection.Master> ask(
            Iterator<Node> left, List<SentinelConnection.Master> outdated, @Nullable Throwable why) {
        if (!left.hasNext()) {
            // The one that knows of a fail-over may not answer just now, and the others hear of it within seconds.
            return (isNewestFresh() ? Stream.<SentinelConnection.Master>empty() : outdated.stream())
                    .max(Comparator.comparingLong(SentinelConnection.Master::epoch))
                    .map(best -> CompletableFuture.completedFuture(believed(best)))
                    .orElseGet(() -> CompletableFuture.failedFuture(
                            new RedisException("no sentinel names the master: " + words(why))));
        }
        Node sentinel = left.next();
        return connected(sentinel)
                .thenCompose(connection -> connection.master(endpoint.master()))
                .handle((master, failure) -> {
                    if (failure != null) {
                        forget(sentinel);
                        return ask(left, outdated, failure);
                    }
                    if (isOutdated(master)) {
                        outdated.add(master);
                        return ask(left, outdated, why);
                    }
                    first(sentinel);
                    return CompletableFuture.completedFuture(believed(master));
                })
                .thenCompose(then -> then);
    }

    private synchronized boolean isOutdated(SentinelConnection.Master master) {
        return master.epoch() < newest;
    }

    private synchronized boolean isNewestFresh() {
        return System.nanoTime() - newestSince < SPREADING.toNanos();
    }

    private synchronized SentinelConnection.Master believed(SentinelConnection.Master master) {
        if (master.epoch() != newest) {
            newest = master.epoch();
            newestSince = System.nanoTime();
        }
        return master;
    }

    private synchronized void first(Node sentinel) {
        List<Node> others = new ArrayList<>(order);
        others.remove(sentinel);
        others.add(0, sentinel);
        order = List.copyOf(others);
    }

    private CompletionStage<SentinelConnection> connected(Node sentinel) {
        SentinelConnection open = kept(sentinel);
        if (open != null) {
            return CompletableFuture.completedFuture(open);
        }
        return resolve.apply(sentinel)
                .thenCompose(nodes -> connect(nodes, SentinelLogin.NONE))
                .thenApply(connection -> keep(new SentinelConnection(sentinel, connection)));
    }

    /** To the first of these addresses that can be reached. */
    private CompletionStage<StatefulRedisConnection<String, String>> connect(List<Node> nodes, SentinelLogin login) {
        return client.connectAsync(StringCodec.UTF8, endpoint.sentinel(nodes.get(0), PATIENCE, login))
                .handle((connection, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(connection);
                    }
                    Optional<SentinelLogin> next = login.after(failure);
                    if (next.isPresent()) {
                        return connect(nodes, next.get());
                    }
                    return nodes.size() > 1
                            ? connect(nodes.subList(1, nodes.size()), SentinelLogin.NONE)
                            : CompletableFuture.<StatefulRedisConnection<String, String>>failedFuture(failure);
                })
                .thenCompose(then -> then);
    }

    private static String words(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "none is known" : String.valueOf(root.getMessage());
    }

    private synchronized @Nullable SentinelConnection kept(Node sentinel) {
        return kept != null && kept.isTo(sentinel) ? kept : null;
    }

    private synchronized SentinelConnection keep(SentinelConnection connection) {
        if (kept != null) {
            kept.close();
        }
        kept = connection;
        return connection;
    }

    private synchronized void forget(Node sentinel) {
        if (kept != null && kept.isTo(sentinel)) {
            kept.close();
            kept = null;
        }
    }
}
