package parley.bridge.net.line;

import io.netty.channel.Channel;
import java.util.concurrent.Executor;

/** Runs a session's work on its connection's loop. Where that fails, by whatever it is, the session ends, and no other. */
public final class SessionExecutor implements Executor {
    private final Channel channel;

    public SessionExecutor(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void execute(Runnable work) {
        channel.eventLoop().execute(() -> run(work));
    }

    /** On the loop. */
    void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable broken) {
            // The handler at the end of the pipeline says so and closes.
            channel.pipeline().fireExceptionCaught(broken);
        }
    }
}
