package parley.bridge.net.probe;

import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import parley.bridge.net.admission.Departures;
import parley.bridge.net.line.GentleClose;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/** Ends connections that are probes, without a further line, and counts them by kind; logging each would let anybody fill the log. For all threads. */
public final class Probes {
    private final Departures departures;
    private final LabelledCounter<Opening> found = new LabelledCounter<>(
            List.of(Opening.HTTP, Opening.TLS, Opening.SSH, Opening.PROXY),
            opening -> opening.name().toLowerCase(Locale.ROOT));
    private final LongAdder plain = new LongAdder();

    public Probes(Departures departures) {
        this.departures = departures;
    }

    /** On the channel's event loop. */
    void found(Channel channel, Opening opening) {
        found.increment(opening);
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
                found.metric("probes", "Connections closed as they began like another protocol's", "protocol"),
                Metric.counter(
                        "tls_probes", "Connections to the door for TLS closed as they began like no TLS", plain::sum));
    }
}
