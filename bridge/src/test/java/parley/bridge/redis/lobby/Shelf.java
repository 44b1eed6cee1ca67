package parley.bridge.redis.lobby;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.UnavailableException;
import parley.protocol.LobbyId;

/** What is stored, in memory; a question waits where {@link #holds}. */
final class Shelf implements LobbyStream {
    final List<StoredMessage> kept = new ArrayList<>();
    final List<Runnable> questions = new ArrayList<>();

    @Nullable
    LobbyId last;

    /** Done before each question. */
    Runnable before = () -> {};

    boolean holds;
    boolean broken;

    @Override
    public CompletableFuture<StreamPage> newest(int limit) {
        before.run();
        return page(kept.stream()
                .sorted(Comparator.comparing(entry -> -entry.id().micros()))
                .limit(limit)
                .toList());
    }

    @Override
    public CompletableFuture<StreamPage> later(long after, int limit) {
        before.run();
        CompletableFuture<StreamPage> answer = new CompletableFuture<>();
        Runnable question = () -> page(kept.stream()
                        .filter(entry -> entry.id().micros() > after)
                        .limit(limit)
                        .toList())
                .whenComplete((page, failure) -> {
                    if (failure == null) {
                        answer.complete(page);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        if (holds) {
            questions.add(question);
        } else {
            question.run();
        }
        return answer;
    }

    @Override
    public CompletableFuture<Boolean> hasContinued(LobbyId message) {
        return CompletableFuture.completedFuture(kept.stream()
                .map(StoredMessage::id)
                .filter(id -> id.micros() <= message.micros())
                .max(Comparator.comparing(LobbyId::micros))
                .map(message::equals)
                .orElse(true));
    }

    @Override
    public CompletableFuture<Boolean> holds(long micros) {
        return CompletableFuture.completedFuture(kept.stream()
                .map(entry -> entry.id().micros())
                .filter(time -> time <= micros)
                .max(Comparator.naturalOrder())
                .map(time -> time == micros)
                .orElse(true));
    }

    private CompletableFuture<StreamPage> page(List<StoredMessage> entries) {
        if (broken) {
            return CompletableFuture.failedFuture(new UnavailableException("broken"));
        }
        LobbyId first = kept.isEmpty() ? null : kept.get(0).id();
        return CompletableFuture.completedFuture(
                new StreamPage(entries, entries.size() == 500, first, last, first == null ? 0 : first.micros(), 0));
    }

    void answer() {
        List<Runnable> asked = List.copyOf(questions);
        questions.clear();
        asked.forEach(Runnable::run);
    }
}
