package parley.bridge.redis.lobby;

import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.StreamLimits;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.script.RedisCommands;
import parley.bridge.redis.script.Script;
import parley.protocol.RedisNames;
import parley.protocol.ServiceChannels;
import parley.protocol.StreamEntry;

/**
 * Publishes messages, one batch at a time, by the turns and bounds of {@link PublishBacklog}. While a batch is on its way to Redis,
 * further messages wait and then go together: so a busy lobby costs less per message, in a quiet one nothing waits, and each sender's
 * order holds even where Redis forgets the script under way. Safe for all threads.
 *
 * <p>A batch has the deadline of the first of its messages that is given up, so that none of it runs after that.
 */
public final class PublishQueue {
    private static final Logger log = LoggerFactory.getLogger(PublishQueue.class);

    private static final String LOST = "LOST";
    private static final String FAILED = "FAILED ";

    private static final int FIXED_ARGUMENTS = 12;

    private final RedisCommands redis;
    private final LobbyFeed feed;
    private final ServiceNames channels;
    private final StreamLimits kept;
    private final Executor loop;
    private final PublishBacklog waiting = new PublishBacklog();
    private boolean called;

    /** @param loop runs one thing after the other, soon: what is added meanwhile goes along */
    public PublishQueue(RedisCommands redis, Executor loop, LobbyFeed feed, ServiceNames channels, StreamLimits kept) {
        this.redis = redis;
        this.loop = loop;
        this.feed = feed;
        this.channels = channels;
        this.kept = kept;
    }

    /** Its outcome is told, at once where it is refused. */
    void add(Publication one) {
        if (!redis.isPromising() || channels.current() == null) {
            one.outcome().failed(new UnavailableException("not connected to Redis, or it stands still"));
            return;
        }
        boolean taken;
        boolean first;
        synchronized (waiting) {
            taken = waiting.add(one, System::nanoTime);
            first = taken && !called && !waiting.isUnderWay();
            called |= first;
        }
        if (!taken) {
            tooLate(one);
        } else if (first) {
            loop.execute(this::sendNext);
        }
    }

    private static void tooLate(Publication one) {
        one.outcome().failed(new UnavailableException("too much waits for Redis"));
    }

    /** Answers those whose time has run out; to be called every now and then. */
    public void expire() {
        List<Publication> late = new ArrayList<>();
        synchronized (waiting) {
            waiting.removeLate(System.nanoTime(), late::add);
        }
        late.forEach(PublishQueue::tooLate);
    }

    /** Bytes of what waits, about. */
    public long waitingBytes() {
        synchronized (waiting) {
            return waiting.cost();
        }
    }

    /** Sends what may be sent. */
    private void sendNext() {
        List<Publication> late = new ArrayList<>();
        List<Publication> batch;
        synchronized (waiting) {
            called = false;
            batch = waiting.next(System.nanoTime(), late::add);
        }
        if (!batch.isEmpty()) {
            send(batch);
        }
        late.forEach(PublishQueue::tooLate);
    }

    private void send(List<Publication> batch) {
        answersTo(batch).whenComplete((answers, failure) -> {
            if (failure != null) {
                batch.forEach(one -> one.outcome().failed(failure));
            } else if (answers.size() < batch.size()) {
                tellInARow(batch, Long.parseLong(answers.get(0)));
            } else {
                tell(batch, answers);
            }
        });
    }

    /** All were stored just now, and follow that time by a microsecond each. */
    private void tellInARow(List<Publication> batch, long first) {
        feed.answered(first + batch.size() - 1);
        for (int at = 0; at < batch.size(); at++) {
            batch.get(at).outcome().stored(first + at);
        }
    }

    private void tell(List<Publication> batch, List<String> answers) {
        if (answers.size() > batch.size()) {
            log.warn("Redis keeps more of the lobby than it should: {}", answers.get(batch.size()));
        }
        for (int at = 0; at < batch.size(); at++) {
            Publication.Outcome outcome = batch.get(at).outcome();
            String answer = answers.get(at);
            if (answer.equals(LOST)) {
                outcome.lost();
            } else if (answer.startsWith(FAILED)) {
                log.warn("Redis could not store a message: {}", answer.substring(FAILED.length()));
                outcome.failed(new UnavailableException(answer));
            } else {
                long micros = Long.parseLong(answer);
                feed.answered(micros);
                outcome.stored(micros);
            }
        }
    }

    private CompletableFuture<List<String>> answersTo(List<Publication> batch) {
        try {
            return redis.runWhileLeased(
                    Script.PUBLISH,
                    ScriptOutputType.MULTI,
                    earliest(batch),
                    this::batchAnswered,
                    arguments(batch, Objects.requireNonNull(channels.current())));
        } catch (Throwable broken) {
            // Those that come after this batch are not to wait for it.
            batchAnswered();
            return CompletableFuture.failedFuture(new UnavailableException(String.valueOf(broken)));
        }
    }

    private void batchAnswered() {
        synchronized (waiting) {
            waiting.done(System.nanoTime());
            if (called || waiting.isEmpty()) {
                return;
            }
            called = true;
        }
        loop.execute(this::sendNext);
    }

    private static Deadline earliest(List<Publication> batch) {
        Deadline earliest = batch.get(0).deadline();
        for (Publication one : batch) {
            earliest = one.deadline().nanos() - earliest.nanos() < 0 ? one.deadline() : earliest;
        }
        return earliest;
    }

    private String[] arguments(List<Publication> batch, ServiceChannels channels) {
        List<String> arguments = new ArrayList<>(FIXED_ARGUMENTS + 3 * batch.size());
        arguments.add(Long.toString(feed.floor()));
        arguments.add(Long.toString(feed.latest()));
        arguments.add(Long.toString(kept.messages()));
        arguments.add(Long.toString(kept.bytes()));
        arguments.add(channels.ids());
        arguments.add(RedisNames.CHAT);
        arguments.add(channels.secret());
        arguments.add(Integer.toString(StreamEntry.MOST_MESSAGES));
        Map<String, String> places = new HashMap<>();
        StringBuilder whose = new StringBuilder(4 * batch.size());
        List<String> keys = new ArrayList<>(0);
        int count = arguments.size();
        for (int at = 0; at < batch.size(); at++) {
            Publication.Message message = batch.get(at).message();
            String place = places.get(message.sender());
            if (place == null) {
                place = Integer.toString(places.size() + 1);
                places.put(message.sender(), place);
                arguments.add(message.sender());
                arguments.add(message.skeleton());
                arguments.add(message.kind().word());
            }
            whose.append(place).append(' ');
            if (!message.key().isEmpty()) {
                keys.add(Integer.toString(at + 1));
                keys.add(message.key());
            }
        }
        arguments.add(count, Integer.toString(places.size()));
        arguments.add(Integer.toString(batch.size()));
        arguments.add(whose.toString());
        arguments.add(Integer.toString(keys.size() / 2));
        arguments.addAll(keys);
        for (Publication one : batch) {
            arguments.add(one.message().payload());
        }
        for (Publication one : batch) {
            if (one.message().isOfNobody()) {
                arguments.add(one.message().text());
            }
        }
        return arguments.toArray(String[]::new);
    }
}
