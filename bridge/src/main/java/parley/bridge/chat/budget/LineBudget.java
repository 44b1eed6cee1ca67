package parley.bridge.chat.budget;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import parley.bridge.limits.Limits;
import parley.protocol.metric.Metric;

/**
 * Adds up the memory of lines that wait for their answers, over all sessions of a bridge, and says when it is too much. Then each
 * session is read line by line: so none is kept from speaking by those that let their lines wait, and nothing is lost. For all
 * threads.
 */
public final class LineBudget {
    private final AtomicLong waiting = new AtomicLong();
    private final long most;

    /** @param most bytes that may wait, but for a line of each session */
    public LineBudget(long most) {
        this.most = most;
    }

    /** What suits a heap of so many bytes. */
    public static LineBudget ofHeap(long heapBytes) {
        return new LineBudget(heapBytes / Limits.LINES_PART);
    }

    public void add(long bytes) {
        waiting.addAndGet(bytes);
    }

    public void release(long bytes) {
        waiting.addAndGet(-bytes);
    }

    public boolean isFull() {
        return waiting.get() >= most;
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.gauge("lines_waiting_bytes", "Memory of lines that wait for their answers", waiting::get),
                Metric.gauge(
                        "lines_budget_bytes",
                        "Memory of such lines, from which on each session is read line by line",
                        () -> most));
    }
}
