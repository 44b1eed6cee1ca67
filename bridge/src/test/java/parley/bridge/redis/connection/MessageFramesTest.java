package parley.bridge.redis.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.redis.endpoint.RedisEndpoint;
import parley.redis.test.TestRedis;

class MessageFramesTest {
    private static final String CONFIRMED = "*3\r\n$9\r\nsubscribe\r\n$4\r\nchat\r\n:1\r\n";

    /** What came of bytes: messages as channel and payload, and what went on. */
    private final List<String> came = new ArrayList<>();

    private final StringBuilder passed = new StringBuilder();

    private EmbeddedChannel channel() {
        return new EmbeddedChannel(new MessageFrames((channel, payload) -> {
            collectPassed();
            came.add(channel + "|" + new String(payload, ISO_8859_1));
        }));
    }

    private EmbeddedChannel channel = new EmbeddedChannel();

    private void collectPassed() {
        for (ByteBuf bytes = channel.readInbound(); bytes != null; bytes = channel.readInbound()) {
            passed.append(bytes.toString(ISO_8859_1));
            bytes.release();
        }
        if (!passed.isEmpty()) {
            came.add(passed.toString());
            passed.setLength(0);
        }
    }

    private List<String> read(String bytes, Random pieces) {
        came.clear();
        channel = channel();
        for (int from = 0, to; from < bytes.length(); from = to) {
            to = Math.min(bytes.length(), from + 1 + pieces.nextInt(pieces.nextBoolean() ? 8 : 200));
            channel.writeInbound(Unpooled.copiedBuffer(bytes.substring(from, to), ISO_8859_1));
        }
        collectPassed();
        channel.finishAndReleaseAll();
        return List.copyOf(came);
    }

    private static String message(String channel, String payload) {
        return "*3\r\n$7\r\nmessage\r\n$" + channel.length() + "\r\n" + channel + "\r\n$" + payload.length() + "\r\n"
                + payload + "\r\n";
    }

    @Test
    void takesMessagesAndPassesTheRestInItsPlace() {
        String other = "*2\r\n*2\r\n:1\r\n$-1\r\n*-1\r\n";
        List<String> expected = new ArrayList<>();
        StringBuilder bytes = new StringBuilder();
        for (String next : new String[] {"a", "", "\r\n", "*3\r\n$7\r\nmessage\r\n", "x".repeat(5_000)}) {
            for (String passes :
                    new String[] {CONFIRMED, "+PONG\r\n", other, "$3\r\n\r\n\r\r\n", "-ERR no\r\n", ":-7\r\n"}) {
                bytes.append(passes).append(message("chat", next)).append(message("c" + next.length(), "second"));
                expected.addAll(List.of(passes, "chat|" + next, "c" + next.length() + "|second"));
            }
        }
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            assertThat(String.join("", read(bytes.toString(), random)))
                    .isEqualTo(String.join("", expected))
                    .endsWith("second");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*3\r\n$7\r\nmessage\r\n:4\r\n",
                "*3\r\n$7\r\nmessage\r\n$x\r\n",
                "*3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$-1\r\n",
                "*3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$123456789012345678901234567890",
                "*3\r\n$7\r\nmessage\r\n$04\r\nchat\r\n$1\r\na\r\n",
                ">3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$1\r\na\r\n",
                "*3\r\n$7\r\nmessage\r\n$4\r\ncha\r\nt$1\r\na\r\n",
                "*3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$1\r\nabc",
                "$1\r\nabc",
                "*x\r\n",
                "$2147483648\r\n",
                "hello\r\n",
            })
    void leavesEverythingToLettuceFromWhereItIsNoResp2(String broken) {
        String behind = broken + message("chat", "later");
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            assertThat(String.join("", read(message("chat", "first") + behind, random)))
                    .isEqualTo("chat|first" + behind);
        }
    }

    /** Lettuce passes nothing on by itself here: the message comes from the frames. */
    @Test
    void bringsTheMessagesOfARealSubscription() throws Exception {
        try (Dialer dialer =
                new Dialer(RedisEndpoint.parse(TestRedis.uri()), new Refusals(System::nanoTime), () -> {})) {
            StatefulRedisPubSubConnection<String, byte[]> connection =
                    dialer.subscription().toCompletableFuture().get(10, TimeUnit.SECONDS);
            CompletableFuture<Boolean> byFrames = new CompletableFuture<>();
            CompletableFuture<String> heard = new CompletableFuture<>();
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, byte[] payload) {
                    byFrames.complete(StackWalker.getInstance()
                            .walk(frames -> frames.anyMatch(
                                    frame -> frame.getClassName().equals(MessageFrames.class.getName()))));
                    heard.complete(channel + "|" + new String(payload, ISO_8859_1));
                }
            });
            connection.async().subscribe("news").toCompletableFuture().get(10, TimeUnit.SECONDS);
            dialer.commands()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .async()
                    .publish("news", "hi");
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("news|hi");
            assertThat(byFrames.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
