package parley.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds events until the application asks for them. One subscriber has them at a time; what was not given to one is given to the next.
 * An executor calls it, one call after the other. For all threads.
 */
final class EventStream implements Flow.Publisher<Event> {
    /** Characters that may wait; then the socket is not read any more. */
    private static final long ENOUGH = 64 << 10;
    /** As many where answers are awaited, which stand behind the messages. */
    private static final long TOO_MUCH = 64 << 20;
    /** What an event takes, besides its text. */
    private static final long EACH = 100;

    private final Executor executor;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private long size;
    private boolean over;
    private @Nullable String position;
    private @Nullable Link link;

    EventStream(Executor executor) {
        this.executor = executor;
    }

    /** The time of the last message of the lobby that was given to the application, or the one to begin behind. */
    synchronized @Nullable String position() {
        return position;
    }

    /** Says behind what the first message will stand. */
    synchronized void startAt(String time) {
        if (position == null) {
            position = time;
        }
    }

    /** Behind {@link Event.Closed} nothing is taken. */
    void add(Event event) {
        Link reader;
        synchronized (this) {
            if (over) {
                return;
            }
            waiting.add(event);
            size += weight(event);
            over = event instanceof Event.Closed;
            reader = link;
            notifyAll();
        }
        if (reader != null) {
            reader.wake();
        }
    }

    private static long weight(Event event) {
        return EACH + (event instanceof Event.Message message ? message.text().length() : 0);
    }

    /**
     * Waits until more may be added; whether it had to wait.
     *
     * @param awaited whether answers are, as {@link #look} tells of
     */
    synchronized boolean awaitRoom(BooleanSupplier awaited) throws InterruptedException {
        boolean waited = false;
        while (!over && size >= ENOUGH && !(size < TOO_MUCH && awaited.getAsBoolean())) {
            waited = true;
            wait();
        }
        return waited;
    }

    /** Whoever waits for room looks again. */
    synchronized void look() {
        notifyAll();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        Link added = new Link(subscriber);
        synchronized (this) {
            if (link == null) {
                link = added;
            } else {
                added.misuse = new IllegalStateException("there is a subscriber already");
            }
        }
        executor.execute(() -> {
            subscriber.onSubscribe(added);
            added.run();
        });
    }

    /** One subscriber and its demand. Guarded by the stream. */
    private final class Link implements Flow.Subscription {
        private final Flow.Subscriber<? super Event> subscriber;
        private long demand;
        private boolean running = true;
        private boolean ended;
        private @Nullable RuntimeException misuse;

        Link(Flow.Subscriber<? super Event> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            synchronized (EventStream.this) {
                if (count <= 0) {
                    misuse = new IllegalArgumentException("a demand of " + count);
                } else {
                    demand = demand > Long.MAX_VALUE - count ? Long.MAX_VALUE : demand + count;
                }
            }
            wake();
        }

        @Override
        public void cancel() {
            synchronized (EventStream.this) {
                end();
            }
        }

        private void end() {
            ended = true;
            link = link == this ? null : link;
        }

        void wake() {
            synchronized (EventStream.this) {
                if (running || ended) {
                    return;
                }
                running = true;
            }
            executor.execute(this::run);
        }

        private void run() {
            for (Runnable next = next(); next != null; next = next()) {
                try {
                    next.run();
                } catch (RuntimeException | Error broken) {
                    cancel();
                    throw broken;
                }
            }
        }

        /** What to tell the subscriber now; null where that is nothing. */
        private @Nullable Runnable next() {
            synchronized (EventStream.this) {
                RuntimeException wrong = misuse;
                if (!ended && wrong != null) {
                    end();
                    return () -> subscriber.onError(wrong);
                }
                if (!ended && over && waiting.isEmpty()) {
                    end();
                    return subscriber::onComplete;
                }
                Event event = ended || demand == 0 ? null : waiting.poll();
                if (event == null) {
                    running = false;
                    return null;
                }
                taken(event);
                demand--;
                return () -> subscriber.onNext(event);
            }
        }
    }

    private void taken(Event event) {
        size -= weight(event);
        if (event instanceof Event.Message message && message.kind().isOfLobby()) {
            position = message.time();
        }
        notifyAll();
    }
}
