package parley.bridge.redis.peers;

import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.redis.connection.ServiceNames;
import parley.bridge.redis.script.RedisCommands;
import parley.protocol.Payload;
import parley.protocol.ServiceChannels;
import parley.protocol.archive.ArchiveAnswer;
import parley.protocol.archive.ArchiveQuestion;
import parley.protocol.metric.DurationCounter;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Asks the archivers on their channel, and takes their answers from this bridge's own; whatever else stands there, it passes over. */
public final class RedisArchivers implements Archivers {
    /** What came of a question. */
    private enum Outcome {
        ANSWERED,
        UNANSWERED
    }

    /** A question on its way, and what an answer to it looks like. */
    private record Asked(Predicate<ArchiveAnswer> fits, CompletableFuture<ArchiveAnswer> answer) {}

    private final ServiceNames channels;
    private final RedisCommands redis;
    private final LongSupplier newest;
    private final AddressTurns turns = new AddressTurns(Limits.SEARCHES_AT_ONCE, Limits.SEARCHES_OF_ADDRESS);
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private final LabelledCounter<Outcome> outcomes = new LabelledCounter<>(
            List.of(Outcome.values()), outcome -> outcome.name().toLowerCase(Locale.ROOT));
    private final DurationCounter answers = new DurationCounter();

    /** @param newest the time of the newest stored message that the lobby has, microseconds */
    public RedisArchivers(ServiceNames channels, RedisCommands redis, LongSupplier newest) {
        this.channels = channels;
        this.redis = redis;
        this.newest = newest;
    }

    @Override
    public CompletionStage<Optional<Found>> search(String words, ClientAddress address, Deadline deadline) {
        return ask(address, deadline, new ArchiveQuestion.Words(newest.getAsLong(), words), answer -> true)
                .thenApply(answer ->
                        Optional.ofNullable(answer.found()).map(found -> piece(answer.archiver(), found, address)));
    }

    private CompletionStage<Found> read(String archiver, List<Long> times, ClientAddress address, Deadline deadline) {
        return ask(
                        address,
                        deadline,
                        new ArchiveQuestion.Messages(archiver, times),
                        answer -> continues(answer, archiver, times))
                .thenApply(answer -> piece(archiver, Objects.requireNonNull(answer.found()), address));
    }

    /** Whether it is that archiver's, and holds nothing but what was asked for. */
    private static boolean continues(ArchiveAnswer answer, String archiver, List<Long> times) {
        ArchiveAnswer.Found found = answer.found();
        return found != null && answer.archiver().equals(archiver) && times.containsAll(found.times());
    }

    private Found piece(String archiver, ArchiveAnswer.Found found, ClientAddress address) {
        List<LobbyMessage> messages = new ArrayList<>();
        for (Payload message : found.messages()) {
            messages.add(new LobbyMessage(
                    found.times().get(messages.size()), message.kind(), message.sender(), message.text()));
        }
        List<Long> left = found.times().subList(messages.size(), found.times().size());
        return new Found(
                List.copyOf(messages), left.isEmpty() ? null : deadline -> read(archiver, left, address, deadline));
    }

    private CompletableFuture<ArchiveAnswer> ask(
            ClientAddress address, Deadline deadline, ArchiveQuestion.Asked question, Predicate<ArchiveAnswer> fits) {
        long askedAt = System.nanoTime();
        return UnavailableException.forAnyFailure(turns.run(address, deadline, () -> ask(deadline, question, fits))
                .whenComplete((answer, failure) -> {
                    outcomes.increment(failure == null ? Outcome.ANSWERED : Outcome.UNANSWERED);
                    if (failure == null) {
                        answers.add(System.nanoTime() - askedAt);
                    }
                }));
    }

    private CompletableFuture<ArchiveAnswer> ask(
            Deadline deadline, ArchiveQuestion.Asked question, Predicate<ArchiveAnswer> fits) {
        ServiceChannels known = channels.current();
        if (known == null) {
            return CompletableFuture.failedFuture(new UnavailableException("not subscribed on Redis"));
        }
        long request = requests.incrementAndGet();
        Duration time = Duration.ofNanos(deadline.left());
        String payload = new ArchiveQuestion(request, redis.bridge(), time, question).toString();
        CompletableFuture<ArchiveAnswer> answer = new CompletableFuture<>();
        asked.put(request, new Asked(fits, answer));
        redis.send(commands -> {
                    RedisFuture<Long> listeners = commands.publish(known.archivers(), payload);
                    return listeners;
                })
                .whenComplete((listeners, failure) -> {
                    if (failure != null || listeners == 0) {
                        answer.completeExceptionally(new UnavailableException("no archiver listens"));
                    }
                });
        return answer.orTimeout(deadline.left(), TimeUnit.NANOSECONDS)
                .whenComplete((done, failure) -> asked.remove(request));
    }

    /** A message on this bridge's own channel; whether it is an answer of an archiver's. */
    public boolean received(byte[] payload) {
        Optional<ArchiveAnswer> answer = ArchiveAnswer.parse(payload);
        answer.ifPresent(given -> {
            Asked waiting = asked.get(given.request());
            if (waiting != null && waiting.fits.test(given)) {
                waiting.answer.complete(given);
            }
        });
        return answer.isPresent();
    }

    public List<Metric> metrics() {
        return List.of(
                outcomes.metric("archive_questions", "Questions to the archivers, by what came of them", "outcome"),
                answers.metric(
                        "archive_answer_seconds", "How long the archivers took to answer, and how often they did"),
                Metric.gauge("archive_waiting", "Questions to the archivers that wait for their turn", turns::waiting));
    }
}
