package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes a client's events one by one, as a test asks for them. */
final class Listening implements Flow.Subscriber<Event> {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Event> given = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    final CompletableFuture<Void> completed = new CompletableFuture<>();

    static Listening to(Client client) {
        Listening listening = new Listening();
        client.events().subscribe(listening);
        return listening;
    }

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription.complete(granted);
    }

    @Override
    public void onNext(Event event) {
        given.add(event);
    }

    @Override
    public void onError(Throwable error) {
        completed.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        completed.complete(null);
    }

    Flow.Subscription subscription() {
        return subscription.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    <E extends Event> E next(Class<E> kind) throws InterruptedException {
        subscription().request(1);
        Event event = given.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(kind);
        return kind.cast(event);
    }

    /** The text of the next event, which is a message. */
    String nextText() throws InterruptedException {
        return next(Event.Message.class).text();
    }

    /** What was given and not yet looked at. */
    int waiting() {
        return given.size();
    }
}
