package parley.bridge.net;

import org.jspecify.annotations.Nullable;
import parley.bridge.net.admission.Refusal;

/**
 * Says what becomes of a connection.
 *
 * @param stays whether it is there for something still; else it has been reset
 * @param refusal what it is told before it is closed; null where it is let in, or reset
 */
record Verdict(boolean stays, @Nullable Refusal refusal) {
    static final Verdict LET_IN = new Verdict(true, null);
    static final Verdict RESET = new Verdict(false, null);

    static Verdict told(Refusal refusal) {
        return new Verdict(true, refusal);
    }
}
