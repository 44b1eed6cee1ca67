package parley.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * Sets the log up when something is first logged, before any option is read. Logback finds it as a service, and asks it only where no
 * file of its own configures it; without such a file no XML is read at the start.
 */
@ConfiguratorRank(LogConfigurator.RANK)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    /** After Logback's files, before its own way of doing without them. */
    static final int RANK = (ConfiguratorRank.NOMINAL + ConfiguratorRank.FALLBACK) / 2;

    static final String QUEUE = "QUEUE";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        // Else Logback prints what it does to itself.
        context.getStatusManager().add(new NopStatusListener());
        var queue = new LogQueue(new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)), new TextEncoder());
        queue.setContext(context);
        queue.setName(QUEUE);
        queue.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(queue);
        LogSettings.setLevel(context, Level.INFO);
        // At the end of the process a connection that was being opened is dropped; that is no news.
        context.getLogger("io.netty.channel.AbstractChannel").setLevel(Level.ERROR);
        // An error of the command that needs it says the same, in one line.
        context.getLogger("org.sqlite.SQLiteJDBCLoader").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
