package parley.redis.endpoint;

import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisReactiveCommandsImpl;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.PushHandler;
import io.lettuce.core.pubsub.PubSubEndpoint;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.RedisPubSubReactiveCommandsImpl;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnectionImpl;
import io.lettuce.core.pubsub.api.reactive.RedisPubSubReactiveCommands;
import io.lettuce.core.pubsub.api.sync.RedisPubSubCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A client whose connections have asynchronous commands only. Those of Lettuce's own come with the others too, wanted or not: for
 * the synchronous ones Java writes a class of some thousand methods at each start of the process, which takes longer than to
 * connect.
 */
public final class AsyncRedisClient extends RedisClient {

    /** @param resources as of {@link MasterDialer#prepare} */
    public AsyncRedisClient(ClientResources resources) {
        super(resources, new RedisURI());
    }

    @Override
    protected <K, V> StatefulRedisConnectionImpl<K, V> newStatefulRedisConnection(
            RedisChannelWriter writer, PushHandler pushHandler, RedisCodec<K, V> codec, Duration timeout) {
        return new Connection<>(writer, pushHandler, codec, timeout);
    }

    @Override
    protected <K, V> StatefulRedisPubSubConnectionImpl<K, V> newStatefulRedisPubSubConnection(
            PubSubEndpoint<K, V> endpoint, RedisChannelWriter writer, RedisCodec<K, V> codec, Duration timeout) {
        return new Subscription<>(endpoint, writer, codec, timeout);
    }

    private static UnsupportedOperationException asynchronousOnly() {
        return new UnsupportedOperationException("this connection has asynchronous commands only");
    }

    /** The methods that make commands are called before there are any fields. */
    private static final class Connection<K, V> extends StatefulRedisConnectionImpl<K, V> {
        Connection(RedisChannelWriter writer, PushHandler pushHandler, RedisCodec<K, V> codec, Duration timeout) {
            super(writer, pushHandler, codec, timeout);
        }

        @Override
        protected @Nullable RedisCommands<K, V> newRedisSyncCommandsImpl() {
            return null;
        }

        @Override
        protected @Nullable RedisReactiveCommandsImpl<K, V> newRedisReactiveCommandsImpl() {
            return null;
        }

        @Override
        public RedisCommands<K, V> sync() {
            throw asynchronousOnly();
        }

        @Override
        public RedisReactiveCommands<K, V> reactive() {
            throw asynchronousOnly();
        }
    }

    /** A connection for subscriptions; its messages may also be brought by whoever reads them before Lettuce does. */
    public static final class Subscription<K, V> extends StatefulRedisPubSubConnectionImpl<K, V> {
        private final List<RedisPubSubListener<K, V>> listeners = new CopyOnWriteArrayList<>();

        private Subscription(
                PubSubEndpoint<K, V> endpoint, RedisChannelWriter writer, RedisCodec<K, V> codec, Duration timeout) {
            super(endpoint, writer, codec, timeout);
        }

        @Override
        public void addListener(RedisPubSubListener<K, V> listener) {
            listeners.add(listener);
            super.addListener(listener);
        }

        @Override
        public void removeListener(RedisPubSubListener<K, V> listener) {
            listeners.remove(listener);
            super.removeListener(listener);
        }

        /** Tells the listeners of a message on a channel, on the calling thread. */
        public void deliver(K channel, V message) {
            listeners.forEach(listener -> listener.message(channel, message));
        }

        @Override
        protected @Nullable RedisPubSubCommands<K, V> newRedisSyncCommandsImpl() {
            return null;
        }

        @Override
        protected @Nullable RedisPubSubReactiveCommandsImpl<K, V> newRedisReactiveCommandsImpl() {
            return null;
        }

        @Override
        public RedisPubSubCommands<K, V> sync() {
            throw asynchronousOnly();
        }

        @Override
        public RedisPubSubReactiveCommands<K, V> reactive() {
            throw asynchronousOnly();
        }
    }
}
