package parley.conformance.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import parley.conformance.transcript.Stage;

/**
 * A client of the server's Redis; of a Cluster's node that has the users, for Parley looks there whether a direct client listens.
 * What it has put into the set of users is taken out of it at the end.
 */
final class DirectClient implements Closeable {
    private static final byte[] USERS = "users".getBytes(UTF_8);
    /** In the URI of a Cluster, where that of a server has {@code ://} alone. */
    private static final String CLUSTER = "-cluster://";

    private static final String MOVED = "MOVED ";

    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;
    private final Map<String, BlockingQueue<byte[]>> heard = new ConcurrentHashMap<>();
    private final Set<String> added = new HashSet<>();

    /**
     * Connects.
     *
     * @throws IOException where nobody answers, or the URI is none
     */
    DirectClient(String uri) throws IOException {
        try {
            client = RedisClient.create(uri.contains(CLUSTER) ? owner(uri) : RedisURI.create(uri));
            client.setOptions(ClientOptions.builder()
                    .protocolVersion(ProtocolVersion.RESP2)
                    .autoReconnect(false)
                    .build());
        } catch (IllegalArgumentException e) {
            throw new IOException("that is no URI of a Redis: " + e.getMessage(), e);
        }
        try {
            commands = client.connect(ByteArrayCodec.INSTANCE);
            subscriptions = client.connectPubSub(ByteArrayCodec.INSTANCE);
        } catch (RedisException e) {
            client.shutdown(0, 1, TimeUnit.SECONDS);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), e);
        }
        subscriptions.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                queue(new String(channel, UTF_8)).add(message);
            }
        });
    }

    /** The node that has the users, as one of those says that are named; that takes no more rights than a direct client has. */
    private static RedisURI owner(String uri) throws IOException {
        IOException failed = new IOException("no node of the Cluster is named");
        for (RedisURI node : RedisClusterURIUtil.toRedisURIs(URI.create(uri.replaceFirst(CLUSTER, "://")))) {
            RedisClient client = RedisClient.create(node);
            try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
                connection.sync().sismember(USERS, USERS);
                return node;
            } catch (RedisCommandExecutionException refused) {
                String message = String.valueOf(refused.getMessage());
                if (message.startsWith(MOVED)) {
                    return at(node, message.substring(message.lastIndexOf(' ') + 1));
                }
                failed = new IOException("Redis says: " + message, refused);
            } catch (RedisException away) {
                failed = new IOException(String.valueOf(away.getMessage()), away);
            } finally {
                client.shutdown(0, 1, TimeUnit.SECONDS);
            }
        }
        throw failed;
    }

    /** @param address host, colon, port */
    private static RedisURI at(RedisURI node, String address) {
        int colon = address.lastIndexOf(':');
        RedisURI there = RedisURI.builder(node).build();
        there.setHost(address.substring(0, colon));
        there.setPort(Integer.parseInt(address.substring(colon + 1)));
        return there;
    }

    private BlockingQueue<byte[]> queue(String channel) {
        return heard.computeIfAbsent(channel, name -> new LinkedBlockingQueue<>());
    }

    private interface Command {
        void run();
    }

    private static void run(Command command) throws IOException {
        try {
            command.run();
        } catch (RedisException refused) {
            throw new IOException("Redis says: " + refused.getMessage(), refused);
        }
    }

    void addUser(String name) throws IOException {
        added.add(name);
        run(() -> commands.sync().sadd(USERS, name.getBytes(UTF_8)));
    }

    void removeUser(String name) throws IOException {
        added.remove(name);
        run(() -> commands.sync().srem(USERS, name.getBytes(UTF_8)));
    }

    void publish(String channel, byte[] payload) throws IOException {
        run(() -> commands.sync().publish(channel.getBytes(UTF_8), payload));
    }

    void subscribe(String channel) throws IOException {
        queue(channel);
        run(() -> subscriptions.sync().subscribe(channel.getBytes(UTF_8)));
    }

    byte[] hear(String channel) throws IOException {
        try {
            byte[] message = queue(channel).poll(Stage.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new SocketTimeoutException("nothing was published on " + channel);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : Set.copyOf(added)) {
            removeUser(name);
        }
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
