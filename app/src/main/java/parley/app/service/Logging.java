package parley.app.service;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Ends the log. It goes to standard error through a queue, so that nobody who serves waits for whoever reads it. */
public final class Logging {

    private Logging() {}

    /** Writes out what is queued, but doesn't wait long for a reader that has stopped reading. */
    public static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
