package parley.bridge.chat.session;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queues what is nearly always nothing or one thing, and takes no memory for more until there is more. For one thread. */
final class ShortQueue<T> extends AbstractQueue<T> {
    private @Nullable T first;
    /** What stands behind the first; null where nothing does. */
    private @Nullable Queue<T> rest;

    @Override
    public boolean offer(T element) {
        if (first == null) {
            first = element;
            return true;
        }
        if (rest == null) {
            rest = new ArrayDeque<>(4);
        }
        return rest.add(element);
    }

    @Override
    public @Nullable T peek() {
        return first;
    }

    @Override
    public @Nullable T poll() {
        T polled = first;
        first = rest == null ? null : rest.poll();
        if (first == null) {
            rest = null;
        }
        return polled;
    }

    @Override
    public int size() {
        return (first == null ? 0 : 1) + (rest == null ? 0 : rest.size());
    }

    /** Over what is there now; nothing may be removed by it. */
    @Override
    public Iterator<T> iterator() {
        return Stream.concat(Stream.ofNullable(first), rest == null ? Stream.empty() : rest.stream())
                .iterator();
    }
}
