package parley.bridge.net.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LogSlice;
import parley.bridge.limits.Limits;

/**
 * Gives the live sessions of one event loop what their lobby grows by: those for which that is all there is to do get the same
 * lines, looked up once; the others are woken. However often the lobby grows before the loop gets to it, that is done once.
 *
 * <p>{@link #lobbyGrew} is for any thread, the rest for the loop.
 */
final class Followers {
    private final Executor loop;
    private final BooleanSupplier open;
    private final IntConsumer sent;
    private final List<Follower> followers = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    /**
     * @param open whether anything may be delivered now; asked before each session is given anything
     * @param sent is told of bytes that were sent past the sessions
     */
    Followers(Executor loop, BooleanSupplier open, IntConsumer sent) {
        this.loop = loop;
        this.open = open;
        this.sent = sent;
    }

    void add(Follower follower) {
        follower.place = followers.size();
        followers.add(follower);
    }

    /** The last one takes its place. */
    void remove(Follower follower) {
        Follower last = followers.remove(followers.size() - 1);
        if (!last.equals(follower)) {
            followers.set(follower.place, last);
            last.place = follower.place;
        }
    }

    /** Has every follower get what is new soon. */
    void lobbyGrew() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.execute(this::giveAll);
        }
    }

    private void giveAll() {
        woken.set(false);
        List<Follower> all = new ArrayList<>(followers);
        if (all.isEmpty()) {
            return;
        }
        new Round(all.get(0).log()).give(all);
    }

    /**
     * Gives to one after the other all that there is by then; nearly all are at the same place. What comes meanwhile goes to those
     * whose turn is still to come, and needs no further round for them.
     */
    private final class Round {
        private final LobbyLog log;
        /** Where the slice begins, and up to where there was something when it was looked up. */
        private long from = -1;

        private long head = -1;
        private @Nullable LogSlice slice;
        private int bytes;

        Round(LobbyLog log) {
            this.log = log;
        }

        void give(List<Follower> all) {
            try {
                for (Follower each : all) {
                    give(each);
                }
            } finally {
                release();
                sent.accept(bytes);
            }
        }

        private void give(Follower each) {
            try {
                // Each time: a bridge may be halted amid a round, and who is still to come have lost his name
                // meanwhile.
                if (!each.isReady() || !open.getAsBoolean()) {
                    each.wake();
                } else if (each.position() < log.head()) {
                    LogSlice next = next(each.position(), log.head());
                    if (next != null) {
                        bytes += each.send(next);
                    }
                    if (next == null || next.next() < head) {
                        each.wake();
                    }
                }
            } catch (Throwable broken) {
                each.failed(broken);
            }
        }

        /** The lines from there on, before that place; null where they are not kept any more. */
        private @Nullable LogSlice next(long position, long end) {
            if (position != from || end != head) {
                release();
                slice = log.read(position, end, Limits.TURN_BYTES);
                from = position;
                head = end;
            }
            return slice;
        }

        private void release() {
            LogSlice held = slice;
            if (held != null) {
                slice = null;
                held.memory().release();
            }
        }
    }
}
