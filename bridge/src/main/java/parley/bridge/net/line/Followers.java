package parley.bridge.net.line;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the live sessions of one event loop when the lobby grows. However often the lobby grows before the loop gets to it, the loop is woken once.
 *
 * <p>{@link #lobbyGrew} is for any thread, the rest for the loop.
 */
final class Followers {
    private final Executor loop;
    private final Set<Runnable> followers = new LinkedHashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Followers(Executor loop) {
        this.loop = loop;
    }

    /** @param follower has one session look at the lobby; always the same object for the same session */
    void follow(Runnable follower, boolean wanted) {
        if (wanted) {
            followers.add(follower);
        } else {
            followers.remove(follower);
        }
    }

    /** Has every follower look at the lobby soon. */
    void lobbyGrew() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.execute(this::wakeAll);
        }
    }

    private void wakeAll() {
        woken.set(false);
        List<Runnable> all = new ArrayList<>(followers);
        all.forEach(Runnable::run);
    }
}
