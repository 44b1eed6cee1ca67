package parley.bridge.net.proxy;

import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Departures;
import parley.bridge.net.admission.LogPause;
import parley.bridge.net.line.GentleClose;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/**
 * Reads the headers with which connections from {@link TrustedProxies} begin, and ends those that begin otherwise without a word:
 * counted, and in the log once a minute at the most. For all threads.
 */
public final class ProxyHeaders {
    private static final Logger log = LoggerFactory.getLogger(ProxyHeaders.class);

    /** Bytes that Netty allows for a header of version 2 without what may follow the addresses. */
    private static final int ADDRESS_BYTES = 16 + 216;

    private final Departures departures;
    private final LogPause pause = new LogPause();
    private final Set<Channel> awaited = ConcurrentHashMap.newKeySet();
    private final LongAdder found = new LongAdder();
    private final LabelledCounter<HeaderFault> refused =
            new LabelledCounter<>(List.of(HeaderFault.values()), HeaderFault::label);
    private volatile boolean stopped;

    public ProxyHeaders(Departures departures) {
        this.departures = departures;
    }

    /**
     * Begins to wait for the header.
     *
     * @param peer the balancer's address
     * @param then completes the pipeline when the header is read, on the event loop; what it adds is told then that the channel is
     *     active
     */
    public void read(Channel channel, InetAddress peer, Consumer<ProxiedClient> then) {
        HeaderReader reader = new HeaderReader(this, channel, peer, then);
        awaited.add(channel);
        channel.pipeline()
                .addLast(new HeaderStart(reader))
                .addLast(new HAProxyMessageDecoder(Limits.PROXY_HEADER_BYTES - ADDRESS_BYTES))
                .addLast(reader);
        if (stopped) {
            channel.close();
        }
    }

    void found() {
        found.increment();
    }

    /** The connection is waited for no longer. */
    void left(Channel channel) {
        awaited.remove(channel);
    }

    void refuse(Channel channel, InetAddress peer, HeaderFault fault) {
        if (fault == HeaderFault.GONE) {
            // First, so that whoever sees the count finds the place free.
            channel.close();
            refused.increment(fault);
            return;
        }
        refused.increment(fault);
        if (pause.isOver()) {
            log.warn(
                    "From {}, of --proxy-from, a connection came whose PROXY protocol header was {}; it is closed, and so are"
                            + " others, which /metrics counts",
                    peer.getHostAddress(),
                    fault.label());
        }
        if (channel.isOpen() && departures.mayLinger(channel)) {
            GentleClose.start(channel, false);
        }
    }

    /** Ends the connections whose header isn't whole, now and from now on. */
    public void stop() {
        stopped = true;
        awaited.forEach(Channel::close);
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.counter("proxy_headers", "PROXY protocol headers that were read", found::sum),
                refused.metric(
                        "proxy_headers_refused",
                        "Connections of --proxy-from closed without a word, by what was wrong with their header",
                        "fault"));
    }
}
