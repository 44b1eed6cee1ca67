package parley.app.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.app.log.LogSettings;
import parley.protocol.metric.Metric;

/** Holds the parts that have started, and says whether all of them are well. Safe for use by any thread. */
final class RunningParts {

    private final List<Part> running = new CopyOnWriteArrayList<>();
    private volatile boolean complete;
    private volatile boolean ending;

    void add(Part part) {
        running.add(part);
    }

    /** There is nothing left to start. */
    void markComplete() {
        complete = true;
    }

    void markEnding() {
        ending = true;
    }

    boolean complete() {
        return complete;
    }

    /** Null if all is well, else the first thing that is not. */
    @Nullable
    String trouble() {
        if (ending) {
            return "draining";
        }
        for (Part part : running) {
            String trouble = part.trouble();
            if (trouble != null) {
                return trouble;
            }
        }
        return complete ? null : "starting";
    }

    List<Metric> metrics() {
        return Stream.of(
                        running.stream().flatMap(part -> part.metrics().stream()),
                        LogSettings.metrics().stream(),
                        Stream.of(BuildInfo.load().metric()))
                .flatMap(each -> each)
                .toList();
    }
}
