package parley.bridge.net.line;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The live sessions of one event loop. However often the lobby grows before the loop gets to it, the loop is woken once.
 *
 * <p>{@link #lobbyGrew} is for any thread, the rest for the loop.
 */
final class Followers {
    private final Executor loop;
    private final Set<LineHandler> followers = new LinkedHashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Followers(Executor loop) {
        this.loop = loop;
    }

    void follow(LineHandler handler, boolean wanted) {
        if (wanted) {
            followers.add(handler);
        } else {
            followers.remove(handler);
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
        List<LineHandler> all = new ArrayList<>(followers);
        all.forEach(LineHandler::wake);
    }
}
