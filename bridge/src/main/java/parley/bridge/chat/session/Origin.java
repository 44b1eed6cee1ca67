package parley.bridge.chat.session;

import java.util.function.Supplier;
import parley.bridge.limits.ClientAddress;

/**
 * Says where a session's connection comes from.
 *
 * @param id the session's in this process, for the log
 * @param spelled spells the peer's IP address, which few ask for
 * @param counted the same as limits count it
 */
public record Origin(long id, Supplier<String> spelled, ClientAddress counted) {
    /** The peer's IP address, for people. */
    public String address() {
        return spelled.get();
    }
}
