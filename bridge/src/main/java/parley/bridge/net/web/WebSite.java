package parley.bridge.net.web;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.probe.ProbeFilter;
import parley.bridge.net.probe.Probes;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Serves HTTP on connections until they become sessions, and holds what these connections share. For all threads. */
public final class WebSite {
    private final Page page = Page.load();
    private final OpeningHandshake handshake;
    private final Probes probes;
    private final BiConsumer<Channel, InetAddress> sessions;
    private final Set<Channel> asking = ConcurrentHashMap.newKeySet();
    private final LabelledCounter<WebStatus> answered =
            new LabelledCounter<>(List.of(WebStatus.values()), WebStatus::label);
    private volatile boolean stopped;

    /** @param sessions adds to the end of a pipeline what reads and writes the lines of a WebSocket */
    public WebSite(WebOptions options, Probes probes, BiConsumer<Channel, InetAddress> sessions) {
        this.handshake = new OpeningHandshake(options);
        this.probes = probes;
        this.sessions = sessions;
    }

    /**
     * Adds what serves HTTP to the end of the pipeline.
     *
     * @param refusal what whoever is turned away is told in a session's place; null where they are let in
     */
    public void begin(Channel channel, InetAddress address, @Nullable Refusal refusal) {
        asking.add(channel);
        channel.closeFuture().addListener(closed -> asking.remove(channel));
        HttpDecoderConfig bounds = new HttpDecoderConfig()
                .setMaxInitialLineLength(Limits.HTTP_LINE_BYTES)
                .setMaxHeaderSize(Limits.HTTP_HEAD_BYTES);
        channel.pipeline()
                .addLast(ProbeFilter.forHttp(probes))
                .addLast(new HttpServerCodec(bounds))
                .addLast(new WebHandler(this, address, refusal));
        if (stopped) {
            channel.close();
        }
    }

    Page page() {
        return page;
    }

    OpeningHandshake handshake() {
        return handshake;
    }

    /** The connection is a WebSocket now. */
    void becomeSession(Channel channel, InetAddress address) {
        asking.remove(channel);
        sessions.accept(channel, address);
    }

    /** The connection is about to be closed, and serves no requests any more. */
    void leave(Channel channel) {
        asking.remove(channel);
    }

    void answered(HttpResponseStatus status) {
        answered.increment(WebStatus.of(status));
    }

    /** Ends the connections that are no sessions, now and from now on. */
    public void stop() {
        stopped = true;
        asking.forEach(Channel::close);
    }

    public List<Metric> metrics() {
        return List.of(answered.metric("web_requests", "Requests of HTTP answered, by the status", "status"));
    }
}
