package parley.archiver.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds questions until a message is archived that they name. For all threads; what is held begins on the thread that tells of the
 * message, and must not block.
 */
final class HeldQuestions {
    private record Held(long after, Runnable begin) {}

    private final List<Held> held = new ArrayList<>();
    private long archivedTo;

    synchronized boolean isArchived(long micros) {
        return micros <= archivedTo;
    }

    /**
     * Begins it once the stream is archived up to that message, at once where it is.
     *
     * @param after the message's time, microseconds
     */
    void hold(long after, Runnable begin) {
        synchronized (this) {
            if (after > archivedTo) {
                held.add(new Held(after, begin));
                return;
            }
        }
        begin.run();
    }

    /** It has waited for too long. */
    synchronized void release(Runnable begin) {
        held.removeIf(each -> each.begin == begin);
    }

    /** The stream is archived up to the message of that time. */
    void archived(long micros) {
        List<Held> due = new ArrayList<>();
        synchronized (this) {
            archivedTo = micros;
            held.removeIf(each -> each.after <= micros && due.add(each));
        }
        due.forEach(each -> each.begin.run());
    }
}
