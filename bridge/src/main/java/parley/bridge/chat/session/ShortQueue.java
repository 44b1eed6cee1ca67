package parley.bridge.chat.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queues what is nearly always nothing or one thing, and takes no memory for nothing: whoever has one keeps what {@link #plus} and
 * {@link #minusFirst} return in its place. For one thread.
 */
final class ShortQueue<T> {
    private static final ShortQueue<?> EMPTY = new ShortQueue<>();

    private @Nullable T first;
    /** What stands behind the first; null where nothing does. */
    private @Nullable Queue<T> rest;

    private ShortQueue() {}

    /** The queue in which nothing stands; one for all. */
    @SuppressWarnings("unchecked") // There is nothing in it.
    static <T> ShortQueue<T> empty() {
        return (ShortQueue<T>) EMPTY;
    }

    /** This with the element behind all others; this is not to be used any more. */
    ShortQueue<T> plus(T element) {
        if (this == EMPTY) {
            ShortQueue<T> one = new ShortQueue<>();
            one.first = element;
            return one;
        }
        if (rest == null) {
            rest = new ArrayDeque<>(4);
        }
        rest.add(element);
        return this;
    }

    /** This without its first element, where it has one; this is not to be used any more. */
    ShortQueue<T> minusFirst() {
        first = rest == null ? null : rest.poll();
        return first == null ? empty() : this;
    }

    /** The first element; null where there is none. */
    @Nullable
    T first() {
        return first;
    }

    boolean isEmpty() {
        return this == EMPTY;
    }

    int size() {
        return isEmpty() ? 0 : 1 + (rest == null ? 0 : rest.size());
    }

    /** Of what is there now; this may not change meanwhile. */
    Stream<T> stream() {
        return Stream.concat(Stream.ofNullable(first), rest == null ? Stream.empty() : rest.stream());
    }
}
