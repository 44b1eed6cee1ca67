package parley.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import parley.client.codec.ClientLine;
import parley.client.codec.ServerLine;
import parley.client.error.ParleyException;
import parley.client.session.Answer;
import parley.client.session.Request;

/**
 * Stays connected to a Parley server, or to one of several that share a Redis. It comes back after whatever broke, under its name, and
 * goes on where it was: what was delivered to the application is never delivered again, and what was not is.
 *
 * <p>What is asked for is given by futures, which fail with a {@link ParleyException}; what cannot be sent is thrown at once, as
 * {@link ParleyException.InvalidArgument}. They are completed on {@link CompletableFuture}'s own threads. For all threads.
 */
public final class Client implements AutoCloseable {
    private final Duration timeout;
    private final EventStream events;
    private final Outbox outbox;
    private final Supervisor supervisor;
    private final MessageKeys keys = new MessageKeys();

    Client(Settings settings) {
        timeout = settings.timing().answer();
        events = new EventStream(settings.executor());
        outbox = new Outbox(settings.timing());
        supervisor = new Supervisor(settings, events, outbox);
        if (settings.since() != null) {
            events.startAt(settings.since());
        }
        supervisor.start();
    }

    /** Begins to describe a client. */
    public static ClientBuilder builder(String nick) {
        return new ClientBuilder(nick);
    }

    /**
     * What comes about, from the first connection on. It has one subscriber at a time. While that asks for nothing, the socket is not
     * read, beyond a small buffer: it must not wait for an answer in {@code onNext} where more may come than it has memory for.
     */
    public Flow.Publisher<Event> events() {
        return events;
    }

    /**
     * Says it in the lobby, exactly once: asked again on the next connection where the answer is lost, and for up to nine minutes where
     * the server can't now. Messages are said in the order of the calls.
     *
     * @return the message's time, which is its id
     */
    public CompletableFuture<String> pub(String text) {
        return pub(keys.next(), text);
    }

    /** So, under a key of the application's own: within ten minutes the message that was said first under it counts. */
    public CompletableFuture<String> pub(String key, String text) {
        Publication publication = new Publication(ClientLine.once(key, text));
        outbox.add(publication);
        events.look();
        return publication.result().thenApply(Answer::text);
    }

    /** Whispers. {@code ConnectionLost}, {@code Bye} or {@code Timeout}: it may have arrived; it is not sent again. */
    public CompletableFuture<Void> to(String nick, String text) {
        String line = ClientLine.to(nick, text);
        return ask(() -> Request.of(line)).thenAccept(done -> {});
    }

    /** Everybody who is online, this client too, sorted. */
    public CompletableFuture<List<String>> users() {
        return ask(() -> Request.of(ClientLine.USERS)).thenApply(Answer::users);
    }

    /**
     * The last messages of the lobby, oldest first.
     *
     * @param count 1 to 1,000
     */
    public CompletableFuture<List<Event.Message>> history(int count) {
        return messages(ClientLine.history(count));
    }

    /** The newest 20 messages of the archive that hold all of these words, oldest first. */
    public CompletableFuture<List<Event.Message>> search(String words) {
        return messages(ClientLine.search(words));
    }

    /** Completes when the server has answered. */
    public CompletableFuture<Void> ping() {
        return ask(() -> Request.of(ClientLine.PING)).thenAccept(pong -> {});
    }

    private CompletableFuture<List<Event.Message>> messages(String line) {
        return ask(() -> Request.ofMessages(line))
                .thenApply(
                        answer -> answer.messages().stream().map(this::message).toList());
    }

    private Event.Message message(ServerLine.Said said) {
        return new Event.Message(
                said.kind(), said.time(), said.nick(), said.text(), said.nick().equals(nick()));
    }

    private CompletableFuture<Answer> ask(Supplier<Request> request) {
        Ask ask = new Ask(request);
        outbox.add(ask);
        events.look();
        return ask.result();
    }

    /** The name it has, or had last. */
    public String nick() {
        return supervisor.nick();
    }

    /**
     * Behind what everything of the lobby was delivered to the application so far: a client that is built with {@link ClientBuilder#since}
     * goes on there, another day too. Empty before the first connection.
     */
    public Optional<String> position() {
        return Optional.ofNullable(events.position());
    }

    /**
     * Takes nothing more, waits for the answers that are due, says goodbye and ends. Events that wait stay for the subscriber. Where
     * there is no connection, or answers are missing for too long, it just ends.
     */
    public CompletableFuture<Void> leave() {
        if (!outbox.leave()) {
            supervisor.finish(Optional.empty());
        }
        events.look();
        CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> supervisor.finish(Optional.empty()));
        return closed().thenAccept(over -> {});
    }

    /** Completes, never exceptionally, when it is over: the client has left or given up. */
    public CompletableFuture<Event.Closed> closed() {
        return supervisor.closed().copy();
    }

    /** As {@link #leave}, and waits for it. */
    @Override
    public void close() {
        leave().join();
    }
}
