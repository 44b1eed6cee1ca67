package parley.bridge.net.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
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
     * @param open whether anything may be delivered now; asked each time that the lobby has grown
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
        if (open.getAsBoolean()) {
            new Round(all.get(0).log().head()).give(all);
        } else {
            all.forEach(Follower::wake);
        }
    }

    /** Gives to one after the other what stands before a position; nearly all are at the same place. */
    private final class Round {
        private final long head;
        private long from = -1;
        private @Nullable LogSlice slice;
        private int bytes;

        Round(long head) {
            this.head = head;
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
                if (!each.isReady()) {
                    each.wake();
                } else if (each.position() < head) {
                    LogSlice next = next(each);
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

        /** What it is to have; null where that is not kept any more. */
        private @Nullable LogSlice next(Follower each) {
            long position = each.position();
            if (position != from) {
                release();
                slice = each.log().read(position, head, Limits.TURN_BYTES);
                from = position;
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
