package parley.bridge.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.line.EventLoops;
import parley.bridge.net.probe.Probes;
import parley.bridge.net.tls.Certificates;
import parley.bridge.net.tls.TlsLayer;
import parley.bridge.net.tls.TlsOptions;
import parley.protocol.metric.Metric;

/**
 * Listens for people, at each of its doors. A door is an address and what its connections are given: all ask the same {@link Entrance},
 * and begin sessions in the same room. The listening sockets have a loop of their own, so that trouble with accepting never touches a
 * session.
 */
public final class ChatServer implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    private final EventLoops loops;
    private final Entrance entrance;
    private final Probes probes;
    private final LineSessions sessions;
    private final AcceptFailures failures = new AcceptFailures();
    private final List<Channel> listeners = new ArrayList<>();
    private @Nullable TlsLayer tls;

    private ChatServer(EventLoops loops, ChatRoom room) {
        this.loops = loops;
        this.entrance = new Entrance(room.bans(), room.limits().admission());
        this.probes = new Probes(entrance.departures());
        this.sessions = new LineSessions(room, probes);
    }

    /**
     * Binds and listens.
     *
     * @param secured where TLS is spoken too; null for nowhere
     * @throws IOException when an address or a certificate can't be had
     */
    public static ChatServer start(
            EventLoops loops, InetSocketAddress address, @Nullable TlsOptions secured, ChatRoom room)
            throws IOException {
        ChatServer server = new ChatServer(loops, room);
        try {
            server.listen(
                    address, new Door(server.entrance, anywhere -> true), new SessionInitializer(server.sessions));
            if (secured != null) {
                TlsLayer tls = new TlsLayer(Certificates.load(secured.certificate(), secured.key()), server.probes);
                server.tls = tls;
                server.listen(
                        secured.address(),
                        TlsInitializer.door(server.entrance),
                        new TlsInitializer(tls, server.sessions));
            }
        } catch (IOException | RuntimeException failure) {
            server.stopListening();
            server.close();
            throw failure;
        }
        return server;
    }

    private void listen(InetSocketAddress address, Door door, ChannelHandler initializer) throws IOException {
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
                        new WriteBufferWaterMark(Limits.UNTAKEN_BYTES / 2, Limits.UNTAKEN_BYTES))
                .handler(new AcceptFilter(door))
                .childHandler(initializer);
        loops.transport().boundBuffers(bootstrap);
        loops.transport().keepAlive().forEach(bootstrap::childOption);
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        bound.channel().pipeline().addLast(failures);
        listeners.add(bound.channel());
    }

    public int port() {
        return port(0);
    }

    /** Where TLS is spoken; -1 where it isn't. */
    public int tlsPort() {
        return tls == null ? -1 : port(1);
    }

    private int port(int door) {
        return ((InetSocketAddress) listeners.get(door).localAddress()).getPort();
    }

    /** Reads certificates again. */
    public void reload() {
        TlsLayer secured = tls;
        if (secured != null) {
            secured.reload();
        }
    }

    /** Lets nobody in any more; sessions stay. */
    public void stopListening() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        TlsLayer secured = tls;
        if (secured != null) {
            secured.stop();
        }
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
        List<Metric> metrics = new ArrayList<>(entrance.metrics());
        metrics.addAll(probes.metrics());
        metrics.addAll(sessions.metrics());
        metrics.add(Metric.counter(
                "accept_failures", "Times that a connection could not be accepted for a second", failures::count));
        TlsLayer secured = tls;
        if (secured != null) {
            metrics.addAll(secured.metrics());
        }
        return metrics;
    }

    /** Ends its threads, when no connection is left. */
    @Override
    public void close() {
        TlsLayer secured = tls;
        if (secured != null) {
            secured.close();
        }
    }
}
