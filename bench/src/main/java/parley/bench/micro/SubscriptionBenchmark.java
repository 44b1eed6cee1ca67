package parley.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.PubSubCommandHandler;
import io.lettuce.core.pubsub.PubSubEndpoint;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import parley.bridge.redis.connection.MessageFrames;

/** Measures what a message costs from the bytes of a read to its listener: by Lettuce, and by what stands in front of it. */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubscriptionBenchmark {
    /** Of one read. */
    private static final int MESSAGES = 64;

    private static final ByteBuf READ = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
            ("*3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$68\r\ns0: " + "x".repeat(64) + "\r\n").repeat(MESSAGES), US_ASCII));

    private final ClientResources resources = DefaultClientResources.create();
    private final EmbeddedChannel lettuce;
    private final EmbeddedChannel frames;
    private long bytes;

    public SubscriptionBenchmark() {
        PubSubEndpoint<String, byte[]> endpoint = new PubSubEndpoint<>(ClientOptions.create(), resources);
        endpoint.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] payload) {
                bytes += payload.length;
            }
        });
        lettuce = new EmbeddedChannel(new PubSubCommandHandler<>(
                ClientOptions.create(), resources, RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), endpoint));
        frames = new EmbeddedChannel(new MessageFrames((channel, payload) -> bytes += payload.length));
    }

    @TearDown
    public void close() {
        lettuce.finishAndReleaseAll();
        frames.finishAndReleaseAll();
        resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long byLettuce() {
        lettuce.writeInbound(READ.duplicate());
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long byFrames() {
        frames.writeInbound(READ.duplicate());
        return bytes;
    }
}
