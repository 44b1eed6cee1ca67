package parley.bridge.redis.lobby;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.limits.Limits;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.lease.Lease;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.LobbyId;
import parley.protocol.Payload;

/**
 * Feeds the lobby from the subscription, and from the stream where the subscription has a hole.
 *
 * <ol>
 *   <li>Every message of the subscription goes through the {@link LobbyDemultiplexer}, which tells stored messages from direct
 *       clients'.
 *   <li>Live, a stored message goes into the lobby when its number follows. One that came before is dropped. Any other means that
 *       some are missing.
 *   <li>Where some are missing, or may be (at the start, after an interruption), everything that arrives waits in the backlog; the
 *       stream is read from the newest message in the lobby on until nothing more comes; then the backlog is worked off, and it is
 *       live again. The subscription was up before the stream was read, so the two overlap.
 *   <li>After an interruption the stream has to hold the newest message in the lobby, or nothing as old: a server that went on
 *       without it may have given its number to another.
 *   <li>A backlog that is full is thrown away but for what the stream has not, and the stream is read again instead.
 *   <li>While the lease is not confirmed, nothing goes into the lobby or to any ear: it waits as above.
 *   <li>All of this happens under one lock, so one thread at a time adds to the lobby.
 *   <li>Whatever fails on the way, an allocation for one, ends nothing: what came is as good as missing and is read again, a direct
 *       client's message leaves a mark where it stood.
 * </ol>
 */
public final class LobbyFeed {
    private static final Logger log = LoggerFactory.getLogger(LobbyFeed.class);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final CompletableFuture<Boolean> TRUE = CompletableFuture.completedFuture(true);

    private final Lobby lobby;
    private final LobbyStream stream;
    private final Lease lease;
    private final ArrivalWaiters arrivals = new ArrivalWaiters();
    private final MaintenanceThread maintenance;
    private final DirectMessageDating dating;
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private final LobbyDemultiplexer demultiplexer;
    private final Backlog backlog = new Backlog();
    private final FeedPosition position = new FeedPosition();
    private boolean live;
    private boolean reading;
    /** Counts the lives of the subscription; what was read for an earlier one is not used. */
    private int life;

    private boolean listening;
    /** Whether the lobby has had the newest stored messages from before this bridge's time. */
    private boolean filled;
    /** Whether messages may have been stored and lost since the newest that the lobby has. */
    private boolean interrupted;
    /** Whether the stream was asked, since it was interrupted, if it is the one that the lobby has its newest message from. */
    private boolean compared;
    /** Whether stored messages were thrown out of the backlog. */
    private boolean spilt;
    /** Whether a direct client's message could not be added, and no mark stands in its place yet. */
    private boolean unmarked;

    private boolean noticedForgery;

    public LobbyFeed(
            Lobby lobby,
            LobbyStream stream,
            Lease lease,
            LobbyDemultiplexer demultiplexer,
            MaintenanceThread maintenance,
            DirectMessageDating dating) {
        this.lobby = lobby;
        this.stream = stream;
        this.lease = lease;
        this.demultiplexer = demultiplexer;
        this.maintenance = maintenance;
        this.dating = dating;
    }

    /** Completes when the lobby holds what was stored before and hears what comes. */
    public CompletableFuture<Void> started() {
        return started;
    }

    /** Who waits for a stored message of the lobby. */
    public ArrivalWaiters arrivals() {
        return arrivals;
    }

    public synchronized boolean isLive() {
        return live;
    }

    /** The latest time that is known of, microseconds: what is stored next is later. Any thread. */
    public long floor() {
        return Math.max(lobby.last(), position.latest());
    }

    /** The place of the newest stored message that the lobby has; number 0 where there is none. Any thread. */
    public LobbyId newest() {
        return position.newest();
    }

    /** The time of the newest stored message that is known of, though Redis may have lost it since; 0 for none. Any thread. */
    public long latest() {
        return position.latest();
    }

    /**
     * The subscription to both channels is confirmed.
     *
     * @param ids what the channel of the ids is called on it
     */
    public synchronized void up(String ids) {
        life++;
        demultiplexer.begin(ids);
        listening = true;
        arrivals.listening(true);
        catchUp();
    }

    public void down() {
        synchronized (this) {
            life++;
            listening = false;
            live = false;
            reading = false;
            interrupted = true;
            compared = false;
            demultiplexer.interrupted();
            arrivals.listening(false);
        }
        tell();
    }

    /** The lease was confirmed: what waited for it goes on. */
    public void leaseConfirmed() {
        goOn();
        tell();
    }

    /** Says that the lobby grew, and tells those whose message has come. Any thread. */
    public void tell() {
        lobby.announce();
        arrivals.tell();
    }

    /**
     * Takes the next message of the subscription, whatever its channel. False where it is on none of the lobby's channels: then it
     * is somebody else's. {@link #tell} is called when no more is there to be read.
     */
    public synchronized boolean take(String channel, byte[] payload) {
        try {
            switch (demultiplexer.take(channel, payload)) {
                case STORED -> {
                    LobbyId id = demultiplexer.place();
                    long now = dating.now();
                    if (position.isPlausible(id.micros(), now)) {
                        dating.observe(id.micros(), now);
                        take(new Backlog.Item(id, payload.length, () -> store(id, payload)));
                    } else {
                        doubt(id, payload);
                    }
                }
                case DIRECT -> {
                    long sent = dating.sent();
                    take(new Backlog.Item(null, payload.length, () -> direct(payload, sent)));
                }
                case IDS, FOREIGN_IDS -> {}
                case ELSEWHERE -> {
                    return false;
                }
            }
        } catch (Throwable broken) {
            recover(broken);
        }
        return true;
    }

    /** Does something in its place between the messages of the lobby: what came before it is in the lobby by then. */
    public synchronized void inOrder(int bytes, Runnable delivery) {
        try {
            take(new Backlog.Item(null, bytes, () -> deliver(delivery)));
        } catch (Throwable broken) {
            recover(broken);
        }
    }

    private static void deliver(Runnable delivery) {
        try {
            delivery.run();
        } catch (Throwable broken) {
            log.error("something could not be delivered", broken);
        }
    }

    /** Nothing of what was under way counts; all that the lobby has not is read again, soon or with the next heartbeat. */
    private void recover(Throwable broken) {
        life++;
        live = false;
        reading = false;
        log.error("the lobby could not take what came, and reads it again", broken);
        maintenance.after(RETRY, this::goOn);
    }

    private synchronized void goOn() {
        if (listening && !live) {
            catchUp();
        }
    }

    private void take(Backlog.Item item) {
        LobbyId id = item.id();
        if (live && lease.runs() && (id == null || follows(id))) {
            item.delivery().run();
        } else if (id == null || !position.isPast(id)) {
            if (backlog.isFull()) {
                spill();
            }
            backlog.add(item);
            if (live) {
                live = false;
                catchUp();
            }
        }
    }

    /** Only the stream can tell whether it was stored; where it was not, somebody else than Parley said so, and a direct client this. */
    private void doubt(LobbyId id, byte[] payload) {
        if (!noticedForgery) {
            noticedForgery = true;
            log.warn("The id {} is later than any can be; what the stream does not have is not believed", id);
        }
        if (backlog.isFull()) {
            spill();
        }
        long sent = dating.sent();
        backlog.add(new Backlog.Item(id, payload.length, true, () -> direct(payload, sent)));
        // What is being read now may have been asked for before it was stored.
        spilt = true;
        live = false;
        catchUp();
    }

    private void spill() {
        spilt = true;
        for (Backlog.Item item = backlog.poll(); item != null; item = backlog.poll()) {
            if (item.id() == null && lease.runs()) {
                item.delivery().run();
            }
        }
    }

    private void catchUp() {
        if (!reading) {
            reading = true;
            read();
        }
    }

    private void read() {
        if (!lease.runs()) {
            reading = false;
            return;
        }
        int mine = life;
        compare().thenCombine(ask(), Found::new).whenComplete((found, failure) -> {
            synchronized (this) {
                if (mine != life) {
                    return;
                }
                if (failure != null) {
                    reading = false;
                    maintenance.after(RETRY, this::goOn);
                    return;
                }
                try {
                    took(found);
                } catch (Throwable broken) {
                    recover(broken);
                }
            }
            tell();
        });
    }

    /**
     * What an interrupted subscription's stream was found to have.
     *
     * @param continued whether it can be the one that the lobby has its newest message from
     * @param complete whether it has the latest that Redis said was stored, and that has not come
     */
    private record Compared(boolean continued, boolean complete) {}

    private record Found(Compared compared, StreamPage page) {}

    private CompletableFuture<Compared> compare() {
        if (!interrupted || compared) {
            return CompletableFuture.completedFuture(new Compared(true, true));
        }
        LobbyId newest = position.newest();
        long awaited = position.awaited();
        return asking(() -> newest.epoch().isEmpty() ? TRUE : stream.hasContinued(newest))
                .thenCombine(asking(() -> awaited == 0 ? TRUE : stream.holds(awaited)), Compared::new);
    }

    private CompletableFuture<StreamPage> ask() {
        return asking(() -> filled
                ? stream.later(position.newest().micros(), Limits.PAGE_MESSAGES)
                : stream.newest(Limits.HISTORY_MAX));
    }

    private static <T> CompletableFuture<T> asking(Supplier<CompletableFuture<T>> question) {
        try {
            return question.get();
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** A script said that a message with that time is stored; any thread. */
    synchronized void answered(long micros) {
        position.answered(micros);
    }

    private void took(Found found) {
        StreamPage page = found.page();
        page.entries().forEach(entry -> position.bearOut(entry.id().micros()));
        if (!lease.runs()) {
            reading = false;
            return;
        }
        compared = true;
        if (!found.compared().continued() || !found.compared().complete()) {
            lobby.gap();
        }
        if (!found.compared().complete()) {
            log.warn("Redis has lost messages up to {}, which it had said were stored", position.awaited());
            position.giveUpAwaited();
        }
        if (!found.compared().continued()) {
            log.warn(
                    "Redis went on without message {}, which this bridge has; it is at {}",
                    position.newest(),
                    page.last());
            position.goOnBefore(
                    page.entries().isEmpty() ? null : page.entries().get(0).id(), page.last());
        }
        if (!filled) {
            fill(page);
            read();
        } else {
            page.entries().forEach(entry -> takeStored(entry.id(), () -> store(entry.id(), entry.message())));
            if (page.more() || spilt) {
                spilt = spilt && page.more();
                read();
            } else {
                goLive(page.last());
            }
        }
    }

    /** The first messages of this bridge: what stood before them is not missing. */
    private void fill(StreamPage page) {
        LobbyId before = null;
        for (int at = page.entries().size() - 1; at >= 0; at--) {
            StoredMessage entry = page.entries().get(at);
            if (!position.isPast(entry.id())) {
                if (before != null && page.mayLack(before, entry.id())) {
                    lobby.gap();
                }
                store(entry.id(), entry.message());
            }
            before = entry.id();
        }
        if (page.last() != null && !position.isPast(page.last())) {
            position.beginAt(page.last());
        }
        filled = true;
    }

    private void goLive(@Nullable LobbyId last) {
        if (interrupted && position.differsFrom(last)) {
            lobby.gap();
            log.warn("Redis lost messages: it is at {}, this bridge was at {}", last, position.newest());
            position.fallBackTo(last);
        }
        interrupted = false;
        if (last != null) {
            arrivals.reached(last.micros());
        }
        for (Backlog.Item item = backlog.poll(); item != null; item = backlog.poll()) {
            LobbyId id = item.id();
            if (id == null || (item.doubted() && !position.isPast(id))) {
                item.delivery().run();
            } else if (!item.doubted()) {
                takeStored(id, item.delivery());
            }
        }
        live = true;
        reading = false;
        started.complete(null);
    }

    private void takeStored(LobbyId id, Runnable delivery) {
        if (!position.isPast(id)) {
            if (!follows(id)) {
                lobby.gap();
            }
            delivery.run();
        }
    }

    private void direct(byte[] payload, long sent) {
        mark();
        try {
            lobby.direct(Payload.ofLobby(payload), sent);
        } catch (Throwable broken) {
            unmarked = true;
            throw broken;
        }
    }

    private void mark() {
        if (unmarked) {
            lobby.gap();
            unmarked = false;
        }
    }

    private void store(LobbyId id, LobbyMessage message) {
        mark();
        lobby.stored(message);
        has(id);
    }

    private void store(LobbyId id, byte[] payload) {
        mark();
        lobby.stored(id.micros(), payload);
        has(id);
    }

    private void has(LobbyId id) {
        position.moveTo(id);
        arrivals.reached(id.micros());
    }

    private boolean follows(LobbyId id) {
        return position.isFollowedBy(id, !interrupted);
    }
}
