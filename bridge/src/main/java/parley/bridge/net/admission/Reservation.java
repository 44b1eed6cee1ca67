package parley.bridge.net.admission;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a place, if there is one, for a connection of which it is not known yet whose it is; it is given back when that is turned away
 * or closed. For all threads.
 */
public final class Reservation {
    private final Admission admission;
    private final boolean held;
    private final AtomicBoolean ended;

    public Reservation(Admission admission, Channel channel) {
        this.admission = admission;
        this.held = admission.reserve();
        this.ended = new AtomicBoolean(!held);
        if (held) {
            channel.closeFuture().addListener(closed -> end());
        }
    }

    /** Whether there was a place. */
    public boolean isHeld() {
        return held;
    }

    /** Gives the place back, if that hasn't been done. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            admission.giveBack();
        }
    }
}
