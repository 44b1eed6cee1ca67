package parley.bridge.net.line;

import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import parley.bridge.limits.ClientAddress;

/** Runs a session's work on its connection's loop. Where that fails, by whatever it is, the session ends, and no other. */
public final class SessionExecutor implements Executor {
    private final Channel channel;
    private final LineLoop loop;
    private final ClientAddress address;

    /**
     * @param loop the connection's
     * @param address by which it takes turns with others
     */
    public SessionExecutor(Channel channel, LineLoop loop, ClientAddress address) {
        this.channel = channel;
        this.loop = loop;
        this.address = address;
    }

    @Override
    public void execute(Runnable work) {
        channel.eventLoop().execute(() -> {
            try {
                work.run();
            } catch (Throwable broken) {
                failed(broken);
            }
        });
    }

    /** On the loop: the handler at the end of the pipeline says so and closes. */
    void failed(Throwable broken) {
        channel.pipeline().fireExceptionCaught(broken);
    }

    Channel channel() {
        return channel;
    }

    LineLoop loop() {
        return loop;
    }

    /** By which it takes turns. */
    public ClientAddress address() {
        return address;
    }
}
