package parley.bridge.chat.lobby;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.limits.Limits;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.ServerLine;
import parley.protocol.metric.Metric;

/**
 * Adds what comes from Redis to the log of a bridge, each message as its line, and tells whoever listens that there is something
 * new.
 *
 * <p>The methods that add are for one thread at a time, the subscription's, which calls {@link #announce} when it has added all
 * that came; the rest is for all threads.
 */
public final class Lobby {
    private static final Logger log = LoggerFactory.getLogger(Lobby.class);

    private final LobbyLog entries;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long last;
    private volatile long announced;

    public Lobby(LobbyLog entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Adds a message that came through a bridge; it has its time. */
    public void stored(LobbyMessage message) {
        add(message, true);
    }

    /** The same, as it came: by its time, microseconds, and its payload. */
    public void stored(long micros, byte[] payload) {
        add(ServerLine.message(micros, payload), micros, true);
    }

    /**
     * Adds a direct client's message, which gets its time here. Returns that time.
     *
     * @param sent when it was sent, microseconds, as far as that is known; its time is later where something later stood before it
     */
    public long direct(Payload payload, long sent) {
        long micros = Math.max(last + 1, sent);
        add(new LobbyMessage(micros, payload.kind(), payload.sender(), payload.text()), false);
        return micros;
    }

    /** Marks the place where messages are missing, nobody knows how many. */
    public void gap() {
        entries.appendMark(ServerLine.encode(ServerLine.missedUnknown()), last);
    }

    private void add(LobbyMessage message, boolean stored) {
        add(ServerLine.encode(message.line()), message.micros(), stored);
    }

    private void add(byte[] line, long micros, boolean stored) {
        last = Math.max(last, micros);
        entries.append(line, micros, stored);
    }

    /** Tells the listeners if the lobby has grown since they were told. */
    public void announce() {
        long head = entries.head();
        if (head != announced) {
            announced = head;
            for (Runnable listener : listeners) {
                tell(listener);
            }
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable broken) {
            // The others are told all the same.
            log.error("somebody could not be told that the lobby grew", broken);
        }
    }

    /** Calls the listener when growth is announced, on the thread that does; it must not block. */
    public void onGrowth(Runnable listener) {
        listeners.add(listener);
    }

    public LobbyLog log() {
        return entries;
    }

    /** The latest time seen, microseconds: what this bridge publishes from now on is later. 0 where nothing was seen. */
    public long last() {
        return last;
    }

    /** This bridge's clock, microseconds. */
    public long now() {
        return MessageTime.ofInstant(clock.instant());
    }

    /** How much there was, how much is kept, and what that takes. */
    public List<Metric> metrics() {
        return List.of(
                Metric.counter(
                        "lobby_messages",
                        "Messages that reached this bridge's lobby: how far its log is",
                        entries::head),
                Metric.counter(
                        "lobby_gaps",
                        "Places in the lobby's log where messages are missing, nobody knows how many",
                        entries::marks),
                Metric.gauge(
                        "lobby_kept_messages",
                        "Messages that this bridge keeps",
                        () -> (double) entries.head() - entries.tail()),
                Metric.gauge("lobby_kept_bytes", "Memory of the lobby's log", entries::keptBytes),
                Metric.gauge("lobby_budget_bytes", "Memory that the lobby's log may take", entries::budgetBytes),
                Metric.gauge(
                        "lobby_pinned_bytes",
                        "Memory of the lobby that left its log and that readers still hold",
                        entries::pinnedBytes),
                Metric.gauge(
                        "lobby_pinned_budget_bytes",
                        "Memory that left the lobby's log, from which on readers hold no more of it",
                        () -> Limits.PINNED_BYTES));
    }

    /** Gives the log's memory back, at the bridge's end, when nobody adds any more. */
    public void free() {
        entries.free();
    }
}
