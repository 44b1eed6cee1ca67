package parley.bridge.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.EventLoops;
import parley.bridge.net.probe.Probes;
import parley.protocol.Metric;

/** Listens for people. The listening socket has a loop of its own, so that trouble with accepting never touches a session. */
public final class ChatServer {
    private static final int BACKLOG = 4_096;

    private final Channel listener;
    private final Entrance entrance;
    private final Probes probes;

    private ChatServer(Channel listener, Entrance entrance, Probes probes) {
        this.listener = listener;
        this.entrance = entrance;
        this.probes = probes;
    }

    /**
     * Binds and listens.
     *
     * @throws IOException when the address can't be had
     */
    public static ChatServer start(EventLoops loops, InetSocketAddress address, ChatRoom room) throws IOException {
        Entrance entrance = new Entrance(room.bans(), room.limits().admission());
        Probes probes = new Probes(entrance.departures());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.accepting(), loops.sessions())
                .channel(loops.transport().tcp())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(Limits.TURN_BYTES / 2, Limits.TURN_BYTES))
                .childHandler(new SessionInitializer(entrance, new LineSessions(room, probes)));
        loops.transport().boundBuffers(bootstrap);
        loops.transport().keepAlive().forEach(bootstrap::childOption);
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new ChatServer(bound.channel(), entrance, probes);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Lets nobody in any more; sessions stay. */
    public void stopListening() {
        listener.close().awaitUninterruptibly();
    }

    /** Completes when no connection is left; to be asked when nobody is let in any more. */
    public CompletionStage<Void> closed() {
        return entrance.closed();
    }

    /** Other limits from now on; whoever is in stays. */
    public void limits(AdmissionLimits others) {
        entrance.limits(others);
    }

    public List<Metric> metrics() {
        return Stream.concat(entrance.metrics().stream(), probes.metrics().stream())
                .toList();
    }
}
