package parley.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import parley.app.options.LogOption;
import parley.protocol.metric.Metric;

/** Changes the level and the form of this process's log, at the start and while it runs. For all threads. */
public final class LogSettings {

    private LogSettings() {}

    public static void apply(LogOption option) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            setLevel(context, Level.toLevel(option.level.name()));
            LogQueue queue = queue(context);
            if (queue != null) {
                queue.encoder(option.format == LogOption.Format.JSON ? new JsonEncoder() : new TextEncoder());
            }
        }
    }

    /**
     * Sets how much Parley tells. Others than Parley, Lettuce and Netty for two, tell of the bytes that they send and get at
     * debug and below, passwords and what people say; so they are heard when something is wrong, and never otherwise.
     */
    static void setLevel(LoggerContext context, Level level) {
        context.getLogger("parley").setLevel(level);
        Level others = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(others);
    }

    /** None where the log was configured by somebody else. */
    public static List<Metric> metrics() {
        LogQueue queue = LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? queue(context) : null;
        return queue == null
                ? List.of()
                : List.of(
                        Metric.counter(
                                "log_lines_dropped", "Log lines lost: they could not be written", queue::dropped),
                        Metric.counter(
                                "log_lines_limited",
                                "Log lines left out: there were too many like them",
                                queue::limited));
    }

    private static @Nullable LogQueue queue(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(LogConfigurator.QUEUE)
                        instanceof LogQueue queue
                ? queue
                : null;
    }
}
