package parley.bench.heap;

import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.LongAdder;

/** Gives a session all that Netty gives a connection but the socket: what is written to it is gone. */
final class VoidChannel extends AbstractChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);
    private static final SocketAddress SOMEWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final LongAdder written;
    private boolean open = true;

    /** @param written counts what is written to it, and to others */
    VoidChannel(LongAdder written) {
        super(null);
        this.written = written;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException());
            }
        };
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer outgoing) {
        int messages = outgoing.size();
        written.add(messages);
        for (int i = 0; i < messages; i++) {
            outgoing.remove();
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return SOMEWHERE;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return SOMEWHERE;
    }

    @Override
    protected void doBind(SocketAddress local) {}

    @Override
    protected void doDisconnect() {}

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    protected void doBeginRead() {}

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
