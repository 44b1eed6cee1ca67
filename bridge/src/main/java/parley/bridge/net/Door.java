package parley.bridge.net;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.function.Predicate;
import parley.bridge.net.admission.Refusal;

/**
 * Judges the connections of one listening socket, each once: as it is accepted, or, where it comes another way, when its pipeline is
 * made. For all threads.
 */
final class Door {
    private static final AttributeKey<Verdict> VERDICT = AttributeKey.valueOf("parley.verdict");

    private final Entrance entrance;
    private final Predicate<InetAddress> tells;

    /** @param tells whether one from there who is turned away is worth being told why; who isn't is reset */
    Door(Entrance entrance, Predicate<InetAddress> tells) {
        this.entrance = entrance;
        this.tells = tells;
    }

    /** What becomes of the connection; asked again, it says the same. Who is to be reset is reset by this. */
    Verdict judge(Channel channel) {
        Verdict known = channel.attr(VERDICT).get();
        if (known != null) {
            return known;
        }
        Verdict verdict = verdict(channel, Entrance.address(channel));
        channel.attr(VERDICT).set(verdict);
        return verdict;
    }

    private Verdict verdict(Channel channel, InetAddress address) {
        Refusal refusal = entrance.arrived(channel, address);
        if (refusal == null) {
            return Verdict.LET_IN;
        }
        if (!tells.test(address)) {
            entrance.departures().reset(channel);
            return Verdict.RESET;
        }
        return entrance.departures().mayLinger(channel) ? Verdict.told(refusal) : Verdict.RESET;
    }
}
