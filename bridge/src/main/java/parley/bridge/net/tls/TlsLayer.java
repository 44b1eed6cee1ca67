package parley.bridge.net.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import parley.bridge.limits.Limits;
import parley.bridge.net.probe.Probes;
import parley.protocol.metric.Metric;

/**
 * Puts TLS on connections. What costs much, the signature of a handshake, is done on threads of its own, so that no session waits for
 * it; more handshakes than these get done in time fail. For all threads.
 */
public final class TlsLayer implements AutoCloseable {
    private static final int HANDSHAKES_WAITING = 1_024;

    private final Certificates certificates;
    private final Probes probes;
    private final ThreadPoolExecutor signers;
    private final Set<Channel> shaking = ConcurrentHashMap.newKeySet();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private volatile boolean stopped;

    public TlsLayer(Certificates certificates, Probes probes) {
        this.certificates = certificates;
        this.probes = probes;
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.signers = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(HANDSHAKES_WAITING),
                new DefaultThreadFactory("parley-tls", true));
        signers.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins a handshake.
     *
     * @param then completes the pipeline when the handshake is done, on the event loop; what it adds is told then that the channel
     *     is active
     */
    public void secure(Channel channel, Consumer<Channel> then) {
        SslHandler tls = certificates.context().newHandler(channel.alloc(), signers);
        tls.setHandshakeTimeout(Limits.HANDSHAKE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        channel.pipeline().addLast(new EndOfRecords(tls)).addLast(tls).addLast(new Handshake(this, then));
        shaking.add(channel);
        if (stopped) {
            channel.close();
        }
    }

    void succeeded(Channel channel) {
        shaking.remove(channel);
        done.increment();
    }

    void gone(Channel channel) {
        shaking.remove(channel);
    }

    /** Ends the connections that are not done with their handshakes, now and from now on. */
    public void stop() {
        stopped = true;
        shaking.forEach(Channel::close);
    }

    void failed() {
        failed.increment();
    }

    void broke() {
        broken.increment();
    }

    void foundPlain() {
        probes.foundPlain();
    }

    /** Reads the certificate's files now. */
    public void reload() {
        certificates.reload();
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.counter("tls_handshakes", "TLS handshakes that were completed", done::sum),
                Metric.counter("tls_handshakes_failed", "TLS handshakes that failed or took too long", failed::sum),
                Metric.counter("tls_broken", "Connections closed as what came was no more TLS", broken::sum),
                Metric.gauge(
                        "tls_certificate_end_timestamp_seconds",
                        "When the certificate ends, in Unix time",
                        () -> certificates.ends().getEpochSecond()));
    }

    @Override
    public void close() {
        certificates.close();
        signers.shutdownNow();
    }
}
