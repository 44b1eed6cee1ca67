package parley.app.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.protocol.metric.Metric;

/**
 * Does one thing of those for which this process runs, from its start to {@link #stop}. All else may be called by any
 * thread, and does not block.
 */
interface Part {

    String name();

    /** Null while it does what it is there for, else in one line why not. */
    @Nullable
    String trouble();

    List<Metric> metrics();

    /** Whether {@link #stop} waits for people, and may be interrupted where nobody wants to wait for them. */
    default boolean waitsForOthers() {
        return false;
    }

    /** Returns when it has stopped, after a few seconds at most. Called once. */
    void stop() throws Exception;
}
