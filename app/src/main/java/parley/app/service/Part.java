package parley.app.service;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing of those for which this process runs, from its start to {@link #stop}. All else may be called by any
 * thread, and does not block.
 */
interface Part {

    String name();

    /** Null while it does what it is there for, else in one line why not. */
    @Nullable
    String trouble();

    List<Figure> figures();

    /** Returns when it has stopped, after a few seconds at most. Called once. */
    void stop() throws Exception;

    /**
     * A number to watch.
     *
     * @param name in lower case with underscores, without a prefix
     * @param counter whether it only grows
     */
    record Figure(String name, String help, boolean counter, DoubleSupplier value) {}
}
