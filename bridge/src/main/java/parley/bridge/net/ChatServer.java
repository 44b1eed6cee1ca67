package parley.bridge.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.session.ChatRoom;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.Limits;
import parley.bridge.net.probe.Probes;
import parley.bridge.net.proxy.ProxyHeaders;
import parley.bridge.net.proxy.TrustedProxies;
import parley.bridge.net.tls.Certificates;
import parley.bridge.net.tls.TlsLayer;
import parley.bridge.net.tls.TlsOptions;
import parley.bridge.net.transport.EventLoops;
import parley.bridge.net.web.WebOptions;
import parley.bridge.net.web.WebSite;
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
    private final ProxyHeaders headers;
    private final TrustedProxies proxies;
    private final LineSessions sessions;
    private final AcceptFailures failures = new AcceptFailures();
    private final List<Channel> listeners = new ArrayList<>();
    private @Nullable TlsLayer tls;
    private @Nullable WebSite web;
    private int port = -1;
    private int tlsPort = -1;
    private int webPort = -1;

    private ChatServer(EventLoops loops, TrustedProxies proxies, ChatRoom room) {
        this.loops = loops;
        this.proxies = proxies;
        this.entrance = new Entrance(room.bans(), room.limits().admission());
        this.probes = new Probes(entrance.departures());
        this.headers = new ProxyHeaders(entrance.departures());
        this.sessions = new LineSessions(room, probes);
    }

    /**
     * Binds and listens.
     *
     * @throws IOException when an address or a certificate can't be had
     */
    public static ChatServer start(EventLoops loops, DoorOptions doors, ChatRoom room) throws IOException {
        ChatServer server = new ChatServer(loops, doors.proxies(), room);
        try {
            server.port = server.listen(doors.lines(), new LineReception(server.sessions));
            if (doors.tls() != null) {
                server.secure(doors.tls());
            }
            if (doors.web() != null) {
                server.serve(doors.web());
            }
        } catch (IOException | RuntimeException failure) {
            server.stopListening();
            server.close();
            throw failure;
        }
        return server;
    }

    private void secure(TlsOptions options) throws IOException {
        TlsLayer layer = new TlsLayer(Certificates.load(options.certificate(), options.key()), probes);
        tls = layer;
        InetSocketAddress address = options.address();
        if (address != null) {
            tlsPort = listen(address, new TlsReception(layer, new LineReception(sessions)));
        }
    }

    private void serve(WebOptions options) throws IOException {
        WebSite site = new WebSite(options, probes, sessions::beginWebSocket);
        web = site;
        Reception reception = options.secured()
                ? new TlsReception(Objects.requireNonNull(tls, "a certificate for browsers"), site::begin)
                : site::begin;
        InetSocketAddress address = options.address();
        try {
            webPort = listen(address, reception);
        } catch (IOException inUse) {
            if (!options.orAnyPort() || address.getPort() == 0) {
                throw inUse;
            }
            webPort = listen(new InetSocketAddress(address.getAddress(), 0), reception);
        }
    }

    private int listen(InetSocketAddress address, Reception reception) throws IOException {
        Door door = reception instanceof TlsReception ? Door.secured(entrance, proxies) : Door.open(entrance, proxies);
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
                .childHandler(new DoorInitializer(door, headers, reception));
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
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    public int port() {
        return port;
    }

    /** Where TLS is spoken; -1 where it isn't. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Where browsers are served; -1 where they aren't. */
    public int webPort() {
        return webPort;
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
        headers.stop();
        TlsLayer secured = tls;
        if (secured != null) {
            secured.stop();
        }
        WebSite site = web;
        if (site != null) {
            site.stop();
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
        metrics.addAll(headers.metrics());
        metrics.addAll(probes.metrics());
        metrics.addAll(sessions.metrics());
        metrics.add(Metric.counter(
                "accept_failures", "Times that a connection could not be accepted for a second", failures::count));
        TlsLayer secured = tls;
        if (secured != null) {
            metrics.addAll(secured.metrics());
        }
        WebSite site = web;
        if (site != null) {
            metrics.addAll(site.metrics());
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
