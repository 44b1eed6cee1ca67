package parley.bridge.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import parley.bridge.chat.fake.FakeArchive;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.protocol.Payload;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.protocol.StreamEntry;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion;

/** Answers on Redis as an archiver does, out of the stream itself, so it is never behind. */
public final class StandInArchiver implements AutoCloseable {
    private static final int PIECE_MESSAGES = 7;

    private final String id = "archiver-" + UUID.randomUUID();
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> redis;
    private final StatefulRedisPubSubConnection<String, String> questions;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ServiceChannels channels;

    /** @param uri of a Redis on which a bridge has been */
    public StandInArchiver(String uri) {
        client = RedisClient.create(uri);
        redis = client.connect();
        channels = new ServiceChannels(0, redis.sync().hget(RedisNames.LOBBY, ServiceChannels.FIELD));
        questions = client.connectPubSub();
        questions.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String question) {
                thread.execute(
                        () -> ArchiveQuestion.parse(question.getBytes(UTF_8)).ifPresent(StandInArchiver.this::answer));
            }
        });
        questions.sync().subscribe(channels.archivers(), channels.runs());
    }

    private void answer(ArchiveQuestion question) {
        List<LobbyMessage> stored = stored();
        ArchiveAnswer.Found found = null;
        if (question.asked() instanceof ArchiveQuestion.Words words) {
            found = FakeArchive.search(stored, words.words())
                    .map(StandInArchiver::found)
                    .orElse(null);
        } else if (question.asked() instanceof ArchiveQuestion.Messages messages) {
            if (!messages.archiver().equals(id)) {
                return;
            }
            found = found(stored.stream()
                    .filter(message -> messages.times().contains(message.micros()))
                    .toList());
        }
        redis.sync()
                .publish(
                        channels.bridge(question.bridge()),
                        new ArchiveAnswer(question.request(), id, found).toString());
    }

    private static ArchiveAnswer.Found found(List<LobbyMessage> messages) {
        return new ArchiveAnswer.Found(
                messages.stream().map(LobbyMessage::micros).toList(),
                messages.stream()
                        .limit(PIECE_MESSAGES)
                        .map(message -> new Payload(message.kind(), message.sender(), message.text()))
                        .toList());
    }

    private List<LobbyMessage> stored() {
        List<LobbyMessage> stored = new ArrayList<>();
        for (StreamMessage<String, String> message : redis.sync().xrange(RedisNames.STREAM, Range.unbounded())) {
            for (StreamEntry entry : StreamEntry.parse(message.getId(), message.getBody())) {
                Payload payload = entry.payload();
                stored.add(new LobbyMessage(entry.id().micros(), payload.kind(), payload.sender(), payload.text()));
            }
        }
        return stored;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
