package parley.faults.soak;

import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import parley.client.Event;
import parley.client.codec.MessageKind;

/** Counts the answers that a listener in the lobby hears of a bot, so that faults strike and rounds end at the right time. For all threads. */
final class Progress implements Flow.Subscriber<Event> {
    private final String bot;
    private long heard;
    private boolean whispered;
    private Event.@Nullable Closed closed;

    Progress(String bot) {
        this.bot = bot;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(Event event) {
        if (event instanceof Event.Message message && message.nick().startsWith(bot)) {
            if (message.kind() == MessageKind.WHISPER) {
                whispered = true;
            } else {
                heard++;
            }
        }
        if (event instanceof Event.Closed end) {
            closed = end;
        }
        notifyAll();
    }

    synchronized long heard() {
        return heard;
    }

    /** Whether the bot whispered something. */
    synchronized boolean whispered() {
        return whispered;
    }

    /** Waits until that many were heard; false where there was none more for so long. */
    synchronized boolean reaches(long count, Duration patience) throws InterruptedException {
        long last = heard;
        long since = System.nanoTime();
        while (heard < count && closed == null) {
            long left = patience.toMillis() - (System.nanoTime() - since) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
            if (heard > last) {
                last = heard;
                since = System.nanoTime();
            }
        }
        return heard >= count;
    }

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void onComplete() {}
}
