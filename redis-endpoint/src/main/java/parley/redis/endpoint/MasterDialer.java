package parley.redis.endpoint;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the server that takes writes to Parley's keys, found anew each time: names are looked up, sentinels asked,
 * a Cluster's slot followed; and what answers is asked whether it is the one. Opens nothing again by itself. Safe for all threads;
 * nothing blocks.
 */
public final class MasterDialer {
    private final RedisEndpoint endpoint;
    private final Duration patience;
    private final Executor lookups;
    private final NodeLocator locator;

    /**
     * A connection, and where it leads.
     *
     * @param where an address and a port; empty where that isn't known
     */
    public record Opened<C>(C connection, String where) {}

    /**
     * @param client made with {@link #prepare}d resources
     * @param patience with one server, until it has answered
     * @param lookups runs what waits for names to be looked up
     */
    public MasterDialer(RedisEndpoint endpoint, RedisClient client, Duration patience, Executor lookups) {
        this.endpoint = endpoint;
        this.patience = patience;
        this.lookups = lookups;
        this.locator = switch (endpoint.kind()) {
            case SERVER, SOCKET -> () -> CompletableFuture.completedFuture(endpoint.nodes());
            case SENTINEL -> new SentinelLocator(endpoint, client, this::resolve);
            case CLUSTER -> new ClusterLocator(endpoint.nodes());
        };
    }

    /** What a client's resources need for this. */
    public static ClientResources.Builder prepare(ClientResources.Builder resources) {
        return resources.socketAddressResolver(new NodeUri.Resolver());
    }

    /**
     * Opens a connection.
     *
     * @param connect does so, given where
     * @param preferred goes first of several addresses that one name has; empty for none
     */
    public <C extends StatefulRedisConnection<String, ?>> CompletionStage<Opened<C>> dial(
            Function<RedisURI, ? extends CompletionStage<C>> connect, String preferred) {
        if (endpoint.kind() == RedisEndpoint.Kind.SOCKET) {
            return connect.apply(endpoint.socket(patience)).thenApply(connection -> new Opened<>(connection, ""));
        }
        return locator.candidates().thenCompose(nodes -> new Attempt<>(connect, preferred, nodes).next());
    }

    /** Fails where the server at the other end, which is there, takes no writes to Parley's keys any more. */
    public CompletionStage<Void> verify(Opened<? extends StatefulRedisConnection<String, ?>> opened) {
        return NodeCheck.of(opened.connection(), opened.where())
                .thenCompose(well -> hasMoved(opened.where()))
                .thenCompose(moved -> moved
                        ? CompletableFuture.failedFuture(new NotMasterException(
                                "READONLY " + opened.where() + " is the master no longer, as sentinels say"))
                        : CompletableFuture.completedFuture(null));
    }

    /** Whether another server than that one takes writes by now, as far as that can be known without asking it. */
    public CompletionStage<Boolean> hasMoved(String where) {
        return where.isEmpty() ? CompletableFuture.completedFuture(false) : locator.hasMoved(where);
    }

    private CompletionStage<List<Node>> resolve(Node node) {
        if (node.address() != null) {
            return CompletableFuture.completedFuture(List.of(node));
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return node.resolved();
                    } catch (UnknownHostException e) {
                        throw new CompletionException(
                                new RedisException("the name " + node.host() + " can't be looked up"));
                    }
                },
                lookups);
    }

    /** Tries one server after the other, until one is the right one. */
    private final class Attempt<C extends StatefulRedisConnection<String, ?>> {
        private final Function<RedisURI, ? extends CompletionStage<C>> connect;
        private final String preferred;
        private final Candidates left;
        private @Nullable Throwable why;

        Attempt(Function<RedisURI, ? extends CompletionStage<C>> connect, String preferred, List<Node> nodes) {
            this.connect = connect;
            this.preferred = preferred;
            this.left = new Candidates(nodes);
        }

        CompletionStage<Opened<C>> next() {
            Node node = left.next();
            if (node == null) {
                return CompletableFuture.failedFuture(
                        why == null ? new RedisException("no server is known that could be asked") : why);
            }
            CompletionStage<CompletionStage<Opened<C>>> tried = node.address() == null
                    ? resolve(node).handle((nodes, failure) -> {
                        if (failure == null) {
                            left.first(nodes, preferred);
                        } else {
                            note(node, failure);
                        }
                        return next();
                    })
                    : connect.apply(endpoint.of(node, patience))
                            .handle((connection, failure) ->
                                    failure == null ? check(node, connection) : on(node, failure));
            return tried.thenCompose(then -> then);
        }

        private CompletionStage<Opened<C>> check(Node node, C connection) {
            Opened<C> opened = new Opened<>(connection, node.where());
            // Also whether it has been replaced meanwhile: one that was paused answers as if it had not.
            CompletionStage<CompletionStage<Opened<C>>> checked = verify(opened).handle((none, failure) -> {
                if (failure == null) {
                    locator.found(node, connection);
                    return CompletableFuture.completedFuture(opened);
                }
                connection.closeAsync();
                Node owner = endpoint.kind() == RedisEndpoint.Kind.CLUSTER ? WrongNode.movedTo(failure, node) : null;
                if (owner != null) {
                    left.first(List.of(owner), preferred);
                }
                return on(node, failure);
            });
            return checked.thenCompose(then -> then);
        }

        private CompletionStage<Opened<C>> on(Node node, Throwable failure) {
            note(node, failure);
            return next();
        }

        /** What a server says for itself tells more than that another can't be reached. */
        private void note(Node node, Throwable failure) {
            locator.failed(node);
            if (why == null || !WrongNode.isSaidBy(why)) {
                why = failure;
            }
        }
    }
}
