package parley.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import parley.protocol.Payload;
import parley.protocol.ServiceChannels;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveAnswer.Found;
import parley.protocol.archive.ArchiveQuestion;
import parley.protocol.archive.ArchiveQuestion.Asked;
import parley.protocol.archive.ArchiveQuestion.Messages;
import parley.protocol.archive.ArchiveQuestion.Words;
import parley.redis.test.TestRedis;

/** Asks archivers as a bridge does. */
final class Questioner implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BRIDGE = "b1";

    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final StatefulRedisPubSubConnection<String, byte[]> connection =
            client.connectPubSub(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final Publisher publisher;
    private final ServiceChannels channels;
    private long requests;

    /** @param publisher whose Redis knows the secret of the service channels */
    Questioner(Publisher publisher) {
        this.publisher = publisher;
        this.channels = publisher.channels();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] answer) {
                answers.add(answer);
            }
        });
        connection.sync().subscribe(channels.bridge(BRIDGE));
    }

    /** Returns how many listen. */
    long publish(String question) {
        return publisher.redis().publish(channels.archivers(), question.getBytes(UTF_8));
    }

    /** Asks without waiting; the number of the request. */
    long send(Asked asked, Duration time) {
        requests++;
        publish(new ArchiveQuestion(requests, BRIDGE, time, asked).toString());
        return requests;
    }

    /** The next answer, whatever it answers; at least one must come. */
    ArchiveAnswer next() {
        try {
            byte[] answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer).as("an answer").isNotNull();
            return ArchiveAnswer.parse(Objects.requireNonNull(answer)).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ArchiveAnswer ask(Asked asked) {
        long request = send(asked, PATIENCE);
        ArchiveAnswer answer = next();
        assertThat(answer.request()).isEqualTo(request);
        return answer;
    }

    /** The texts of all that is found, piece by piece. */
    List<String> search(long after, String words) {
        ArchiveAnswer answer = ask(new Words(after, words));
        List<String> texts = new ArrayList<>();
        Found found = Objects.requireNonNull(answer.found());
        List<Long> left = found.times();
        while (!left.isEmpty()) {
            found.messages().stream().map(Payload::text).forEach(texts::add);
            left = left.subList(found.messages().size(), left.size());
            if (!left.isEmpty()) {
                found = Objects.requireNonNull(
                        ask(new Messages(answer.archiver(), left)).found());
            }
        }
        return texts;
    }

    /** Answers that have come and were not looked at. */
    int waiting() {
        return answers.size();
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
