package parley.bridge.net.line;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import parley.bridge.limits.AddressRate;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;
import parley.bridge.net.transport.VanishedPeers;
import parley.protocol.metric.DurationCounter;

/** Holds what the sessions of one event loop share. */
public final class LineLoop {
    private final Followers followers;
    private final Turns turns;
    private final ReadTurns readTurns;
    private final BooleanSupplier paced;
    private final AddressRate reads;
    private final VanishedPeers vanished;
    private final LoopDelay delay;
    /** Written by the loop alone, which makes them cheap. */
    private final AtomicLong received = new AtomicLong();

    private final AtomicLong sent = new AtomicLong();

    /** One that reads as fast as it can. */
    public LineLoop(EventLoop loop, DurationCounter delays) {
        this(loop, delays, () -> true, () -> false, System::nanoTime);
    }

    /**
     * @param delays how late this and other loops get to what is due
     * @param open whether anything may be delivered now; asked before each session is given anything
     * @param paced whether no more is read from one address than {@link Limits#READ_RATE}; asked whenever something was read
     * @param nanos a monotonic clock, as {@link System#nanoTime}
     */
    public LineLoop(
            EventLoop loop, DurationCounter delays, BooleanSupplier open, BooleanSupplier paced, LongSupplier nanos) {
        this.paced = paced;
        reads = new AddressRate(Limits.READ_RATE, Limits.READ_BURST, nanos);
        delay = new LoopDelay(loop, delays);
        followers = new Followers(loop, open, this::sent);
        turns = new Turns(loop);
        readTurns = new ReadTurns(loop);
        vanished = new VanishedPeers(loop);
    }

    /** Has every session that follows the lobby given what is new, soon; any thread. */
    public void lobbyGrew() {
        followers.lobbyGrew();
    }

    /** Closes the connection when its peer has vanished; on the loop. */
    public void watch(Channel connection) {
        vanished.watch(connection);
    }

    /** From now on it is measured how late the loop gets to what is due. Called once. */
    public void measureDelay() {
        delay.start();
    }

    /** The longest that something that was due had to wait lately, nanoseconds; any thread. */
    public long longestDelay() {
        return delay.longest();
    }

    /**
     * Counts bytes that came; on the loop.
     *
     * @return nanoseconds for which nothing more is to be read from there
     */
    long received(int bytes, ClientAddress from) {
        received.setRelease(received.getPlain() + bytes);
        return paced.getAsBoolean() ? reads.takeAhead(from, bytes) : 0;
    }

    /** Bytes on their way out; on the loop. */
    void sent(int bytes) {
        sent.setRelease(sent.getPlain() + bytes);
    }

    /** How many bytes came; any thread. */
    public long receivedBytes() {
        return received.get();
    }

    /** How many bytes were given to connections; any thread. */
    public long sentBytes() {
        return sent.get();
    }

    Followers followers() {
        return followers;
    }

    Turns turns() {
        return turns;
    }

    ReadTurns readTurns() {
        return readTurns;
    }
}
