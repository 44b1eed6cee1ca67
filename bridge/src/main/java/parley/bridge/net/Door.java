package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;

/**
 * Judges the connections of one listening socket, and keeps with those that are turned away what they are to be told; with those who
 * are let in it keeps nothing. For all threads.
 */
final class Door {
    private static final AttributeKey<Refusal> REFUSAL = AttributeKey.valueOf("parley.refusal");

    private final Entrance entrance;
    private final Predicate<InetAddress> tells;

    /** @param tells whether one from there who is turned away is worth being told why; who isn't is reset */
    Door(Entrance entrance, Predicate<InetAddress> tells) {
        this.entrance = entrance;
        this.tells = tells;
    }

    /** Judges a connection, once. False where it was reset by this. */
    boolean judge(Channel channel) {
        InetAddress address = Entrance.address(channel);
        Refusal refusal = entrance.arrived(channel, address);
        if (refusal == null) {
            return true;
        }
        if (!tells.test(address)) {
            entrance.departures().reset(channel);
            return false;
        }
        channel.attr(REFUSAL).set(refusal);
        return entrance.departures().mayLinger(channel);
    }

    /** What a connection that was judged is told before it is closed; null where it is let in. */
    static @Nullable Refusal refusal(Channel channel) {
        return channel.hasAttr(REFUSAL) ? channel.attr(REFUSAL).get() : null;
    }
}
