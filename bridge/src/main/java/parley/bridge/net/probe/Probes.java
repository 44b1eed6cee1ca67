package parley.bridge.net.probe;

import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.net.admission.Departures;
import parley.bridge.net.line.GentleClose;
import parley.protocol.metric.Metric;

/** Ends connections that are probes, without a further line, and counts them by kind; logging each would let anybody fill the log. For all threads. */
public final class Probes {
    private final Departures departures;
    private final LongAdder http = new LongAdder();
    private final LongAdder tls = new LongAdder();
    private final LongAdder ssh = new LongAdder();
    private final LongAdder proxy = new LongAdder();
    private final LongAdder plain = new LongAdder();

    public Probes(Departures departures) {
        this.departures = departures;
    }

    /** On the channel's event loop. */
    void found(Channel channel, Opening opening) {
        switch (opening) {
            case HTTP -> http.increment();
            case TLS -> tls.increment();
            case SSH -> ssh.increment();
            case PROXY -> proxy.increment();
            case UNDECIDED, LINES -> throw new IllegalArgumentException(opening + " is no probe");
        }
        if (departures.mayLinger(channel)) {
            GentleClose.start(channel, false);
        }
    }

    /** What came to the door for TLS was not TLS. */
    public void foundPlain() {
        plain.increment();
    }

    public List<Metric> metrics() {
        return List.of(
                Metric.counter("probes_http", "Connections closed as they began like HTTP", http::sum),
                Metric.counter("probes_tls", "Connections without TLS closed as they began like TLS", tls::sum),
                Metric.counter("probes_ssh", "Connections closed as they began like SSH", ssh::sum),
                Metric.counter("probes_proxy", "Connections closed as they began like the PROXY protocol", proxy::sum),
                Metric.counter("probes_plain", "Connections for TLS closed as they began like no TLS", plain::sum));
    }
}
