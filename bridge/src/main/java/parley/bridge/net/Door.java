package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.admission.Refusal;
import parley.bridge.net.admission.Reservation;
import parley.bridge.net.proxy.ProxiedClient;
import parley.bridge.net.proxy.TrustedProxies;

/**
 * Judges the connections of one listening socket, and keeps with those that are turned away what they are to be told; with those who
 * are let in it keeps nothing. Of those that a balancer passes on it only says that there is room, and judges them when their header
 * is there. For all threads.
 */
final class Door {
    private static final AttributeKey<Refusal> REFUSAL = AttributeKey.valueOf("parley.refusal");
    private static final AttributeKey<Reservation> PLACE = AttributeKey.valueOf("parley.place");

    private final Entrance entrance;
    private final TrustedProxies proxies;
    private final Predicate<InetAddress> tells;

    /** @param tells whether one from there who is turned away is worth being told why; who isn't is reset */
    Door(Entrance entrance, TrustedProxies proxies, Predicate<InetAddress> tells) {
        this.entrance = entrance;
        this.proxies = proxies;
        this.tells = tells;
    }

    /** Tells everybody why they are turned away, and stands behind no balancer. */
    static Door open(Entrance entrance) {
        return open(entrance, TrustedProxies.NONE);
    }

    /** Tells everybody why they are turned away. */
    static Door open(Entrance entrance, TrustedProxies proxies) {
        return new Door(entrance, proxies, anywhere -> true);
    }

    /** A refusal is told over TLS too, after a handshake, which costs much more than letting somebody in without TLS. */
    static Door secured(Entrance entrance, TrustedProxies proxies) {
        AddressRate refusals =
                new AddressRate(Limits.REFUSED_HANDSHAKES / 60.0, Limits.REFUSED_HANDSHAKES, System::nanoTime);
        return new Door(entrance, proxies, address -> refusals.take(ClientAddress.of(address.getAddress()), 1));
    }

    /** Judges a connection as it comes, once. False where it was reset by this. */
    boolean judge(Channel channel) {
        InetAddress address = Entrance.address(channel);
        if (!proxies.contains(address)) {
            Refusal refusal = entrance.arrived(channel, address);
            return refusal == null || (isTold(channel, address, refusal) && mayLinger(channel));
        }
        Reservation place = entrance.reserve(channel);
        channel.attr(PLACE).set(place);
        return place.isHeld() || mayLinger(channel);
    }

    /** Whether a connection that was judged as it came is to be judged again, by whom its header names. */
    static boolean awaitsHeader(Channel channel) {
        return channel.hasAttr(PLACE);
    }

    /** Judges one that has awaited its header, once. False where it was reset by this. */
    boolean judge(Channel channel, ProxiedClient client) {
        Reservation place = channel.attr(PLACE).get();
        Refusal refusal = entrance.named(channel, client, place);
        return refusal == null
                || (isTold(channel, client.address(), refusal) && (!place.isHeld() || mayLinger(channel)));
    }

    private boolean isTold(Channel channel, InetAddress address, Refusal refusal) {
        if (!tells.test(address)) {
            entrance.departures().reset(channel);
            return false;
        }
        channel.attr(REFUSAL).set(refusal);
        return true;
    }

    private boolean mayLinger(Channel channel) {
        return entrance.departures().mayLinger(channel);
    }

    /** What a connection that was judged is told before it is closed; null where it is let in. */
    static @Nullable Refusal refusal(Channel channel) {
        return channel.hasAttr(REFUSAL) ? channel.attr(REFUSAL).get() : null;
    }
}
