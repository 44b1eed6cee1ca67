package parley.bridge.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.port.Bans;
import parley.bridge.limits.AdmissionLimits;
import parley.bridge.limits.ClientAddress;
import parley.bridge.net.admission.Admission;
import parley.bridge.net.admission.Departures;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.admission.Reservation;
import parley.bridge.net.proxy.ProxiedClient;
import parley.protocol.ErrorCode;
import parley.protocol.metric.LabelledCounter;
import parley.protocol.metric.Metric;

/**
 * Says of each connection, whatever door it came to, whether it is let in, and counts. It is asked before anything is read, but for a
 * balancer's header, and before anything costly is done. For all threads.
 */
final class Entrance {
    private final Bans bans;
    private final Admission admission;
    private final Departures departures = new Departures();
    private final LongAdder accepted = new LongAdder();
    private final LabelledCounter<ErrorCode> refused =
            new LabelledCounter<>(List.of(ErrorCode.RATE_LIMITED, ErrorCode.FULL, ErrorCode.BANNED), ErrorCode::code);

    Entrance(Bans bans, AdmissionLimits limits) {
        this.bans = bans;
        this.admission = new Admission(limits, System::nanoTime);
    }

    /** Null where the connection is let in, until it is closed; else what it is told, if there is room to tell. */
    @Nullable
    Refusal arrived(Channel channel, InetAddress address) {
        Refusal banned = banned(address);
        if (banned != null) {
            return banned;
        }
        ErrorCode reason = admission.admit(ClientAddress.of(address.getAddress()));
        if (reason != null) {
            return refuse(reason);
        }
        accepted.increment();
        // By the address, which the connection has anyway.
        channel.closeFuture().addListener(closed -> admission.left(ClientAddress.of(address.getAddress())));
        return null;
    }

    /** A place for a connection whose header is still to come: it costs what any other does, whosever it is. */
    Reservation reserve(Channel channel) {
        return new Reservation(admission, channel);
    }

    /**
     * As {@link #arrived}, when the header has come. What a balancer does for itself is not counted by its address: it looks often
     * whether somebody is there, and speaks for many.
     */
    @Nullable
    Refusal named(Channel channel, ProxiedClient client, Reservation place) {
        Refusal refusal = refusal(channel, client, place);
        if (refusal == null) {
            accepted.increment();
        } else {
            place.end();
        }
        return refusal;
    }

    private @Nullable Refusal refusal(Channel channel, ProxiedClient client, Reservation place) {
        Refusal banned = banned(client.address());
        if (banned != null) {
            return banned;
        }
        if (!place.isHeld()) {
            return refuse(ErrorCode.FULL);
        }
        if (client.isBalancer()) {
            return null;
        }
        InetAddress address = client.address();
        ErrorCode reason = admission.admitReserved(ClientAddress.of(address.getAddress()));
        if (reason != null) {
            return refuse(reason);
        }
        channel.closeFuture().addListener(closed -> admission.leftAddress(ClientAddress.of(address.getAddress())));
        return null;
    }

    private @Nullable Refusal banned(InetAddress address) {
        Ban ban = bans.current().on(address.getHostAddress());
        if (ban == null) {
            return null;
        }
        refused.increment(ErrorCode.BANNED);
        return new Refusal(ErrorCode.BANNED, ban.refusal());
    }

    private Refusal refuse(ErrorCode reason) {
        refused.increment(reason);
        String text = reason == ErrorCode.RATE_LIMITED ? "You connect too often; wait a little." : reason.text();
        return new Refusal(reason, text);
    }

    /** Where the connection comes from; a channel that is no socket comes from here. */
    static InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress tcp
                ? tcp.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Other limits from now on; whoever is in stays. */
    void limits(AdmissionLimits others) {
        admission.limits(others);
    }

    /** How those leave that were turned away. */
    Departures departures() {
        return departures;
    }

    /** Completes when nobody is left, after the last has been let in. */
    CompletionStage<Void> closed() {
        return admission.closed();
    }

    List<Metric> metrics() {
        return List.of(
                Metric.counter("connections_accepted", "Connections let in", accepted::sum),
                refused.metric(
                        "connections_refused",
                        "Connections turned away, by the code of the ERR in the greeting's place",
                        "code"),
                Metric.counter(
                        "connections_reset",
                        "Connections turned away without a word, as others were being told already",
                        departures::resets),
                Metric.gauge(
                        "connections_leaving",
                        "Connections that were turned away and are not closed yet",
                        departures::lingering));
    }
}
